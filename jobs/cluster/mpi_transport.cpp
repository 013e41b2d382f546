#include "jobs/cluster/mpi_transport.hpp"

#include <mpi.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <climits>
#include <list>
#include <string>
#include <thread>

#include "sim/base/error.hpp"

namespace asgen::cluster {
namespace {

constexpr int kMpiTag = 7;
constexpr std::chrono::microseconds kFirstSleep{20};
constexpr std::chrono::microseconds kLongestSleep{200};
constexpr std::chrono::seconds kLastFrames{5};

void check(int code, const char* what) {
  if (code == MPI_SUCCESS) return;
  std::array<char, MPI_MAX_ERROR_STRING> text{};
  int length = 0;
  MPI_Error_string(code, text.data(), &length);
  throw base::ClusterError(what, std::string(text.data(), static_cast<std::size_t>(length)), "start again with --resume");
}

class MpiTransport final : public Transport {
 public:
  explicit MpiTransport(const MpiSession& session) : rank_(session.rank()), size_(session.size()) {
    check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
  }
  ~MpiTransport() override;
  MpiTransport(const MpiTransport&) = delete;
  MpiTransport& operator=(const MpiTransport&) = delete;

  int rank() const override { return rank_; }
  int size() const override { return size_; }
  void send(int to, Bytes frame) override;
  std::optional<Parcel> try_receive() override;
  void wait(std::chrono::microseconds at_most) override;
  void wake() override { woken_.store(true, std::memory_order_release); }

 private:
  struct Outgoing {
    Bytes frame;
    MPI_Request request = MPI_REQUEST_NULL;
  };
  void forget_sent();

  int rank_;
  int size_;
  std::list<Outgoing> outgoing_;
  std::chrono::microseconds sleep_ = kFirstSleep;
  std::atomic<bool> woken_{false};
};

MpiTransport::~MpiTransport() {
  const auto deadline = std::chrono::steady_clock::now() + kLastFrames;
  try {
    for (forget_sent(); !outgoing_.empty() && std::chrono::steady_clock::now() < deadline; forget_sent()) {
      std::this_thread::sleep_for(kLongestSleep);
    }
  } catch (...) {  // NOLINT(bugprone-empty-catch): nobody is left to tell
  }
  // MPI may still read the buffers of a frame that nobody took; they must outlive us.
  if (!outgoing_.empty()) new std::list<Outgoing>(std::move(outgoing_));
}

void MpiTransport::send(int to, Bytes frame) {
  if (frame.size() > INT_MAX) {
    throw base::ClusterError("MPI", "a message of more than 2 GB", "this is a bug: please report it");
  }
  forget_sent();
  Outgoing& out = outgoing_.emplace_back();
  out.frame = std::move(frame);
  check(MPI_Isend(out.frame.data(), static_cast<int>(out.frame.size()), MPI_BYTE, to, kMpiTag, MPI_COMM_WORLD, &out.request),
        "MPI_Isend");
}

std::optional<Parcel> MpiTransport::try_receive() {
  forget_sent();
  int there = 0;
  MPI_Status status;
  check(MPI_Iprobe(MPI_ANY_SOURCE, kMpiTag, MPI_COMM_WORLD, &there, &status), "MPI_Iprobe");
  if (there == 0) return std::nullopt;
  int length = 0;
  check(MPI_Get_count(&status, MPI_BYTE, &length), "MPI_Get_count");
  Parcel parcel{status.MPI_SOURCE, Bytes(static_cast<std::size_t>(length))};
  check(MPI_Recv(parcel.bytes.data(), length, MPI_BYTE, parcel.from, kMpiTag, MPI_COMM_WORLD, MPI_STATUS_IGNORE), "MPI_Recv");
  sleep_ = kFirstSleep;
  return parcel;
}

// MPI offers no wait that sleeps: a blocking receive spins on a core that the compute threads need.
void MpiTransport::wait(std::chrono::microseconds at_most) {
  if (woken_.exchange(false, std::memory_order_acq_rel)) {
    sleep_ = kFirstSleep;
    return;
  }
  std::this_thread::sleep_for(std::min(at_most, sleep_));
  sleep_ = std::min(2 * sleep_, kLongestSleep);
}

void MpiTransport::forget_sent() {
  for (auto out = outgoing_.begin(); out != outgoing_.end();) {
    int sent = 0;
    check(MPI_Test(&out->request, &sent, MPI_STATUS_IGNORE), "MPI_Test");
    out = sent != 0 ? outgoing_.erase(out) : std::next(out);
  }
}

}  // namespace

std::unique_ptr<Transport> make_mpi_transport(const MpiSession& session) { return std::make_unique<MpiTransport>(session); }

}  // namespace asgen::cluster
