#pragma once
// N ends of a network inside one process: mailboxes with a condition variable, so that waiting costs nothing.

#include <memory>
#include <vector>

#include "jobs/cluster/transport.hpp"

namespace asgen::cluster {

/// Makes `size` connected ends; element r is rank r's. An end may outlive the others: frames sent to it are then dropped.
std::vector<std::unique_ptr<Transport>> make_in_process_network(int size);

}  // namespace asgen::cluster
