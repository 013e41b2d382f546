#include "sim/simulate/standing_orders.hpp"

#include <algorithm>

namespace asgen::simulate {
namespace {

/// Orders of one price and size, whose copies' beginnings are being traced back.
struct Group {
  market::OrderRequest request;
  std::size_t copies;
};

bool same(const market::OrderRequest& a, const market::OrderRequest& b) { return a.price == b.price && a.quantity == b.quantity; }

std::vector<Group> group(std::span<const market::OrderRequest> orders) {
  std::vector<Group> groups;
  for (const market::OrderRequest& order : orders) {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return same(g.request, order); });
    if (found == groups.end()) {
      groups.push_back({order, 1});
    } else {
      ++found->copies;
    }
  }
  return groups;
}

}  // namespace

void add_standing(std::span<const strategy::LiveOrder> before, const Stretch& stretch,
                  const std::function<std::span<const market::OrderRequest>(std::size_t tick)>& wanted, Standing& standing) {
  std::vector<Group> groups = group(wanted(stretch.last));
  const auto trace = [&](Group& g, std::size_t found, std::size_t sent_at) {
    for (; g.copies > found; --g.copies) standing.sent.push_back({g.request, sent_at});
  };
  for (std::size_t tick = stretch.last; tick > stretch.first && !groups.empty();) {
    const std::size_t sent_at = tick;
    tick -= stretch.stride;
    const auto orders = wanted(tick);
    for (Group& g : groups) {
      const auto found = std::count_if(orders.begin(), orders.end(), [&](const auto& order) { return same(order, g.request); });
      trace(g, static_cast<std::size_t>(found), sent_at);
    }
    std::erase_if(groups, [](const Group& g) { return g.copies == 0; });
  }
  for (Group& g : groups) {
    std::size_t found = 0;
    for (const strategy::LiveOrder& order : before) {
      if (found == g.copies || order.price != g.request.price || order.quantity != g.request.quantity) continue;
      standing.kept.push_back(order.id);
      ++found;
    }
    trace(g, found, stretch.first);
  }
}

}  // namespace asgen::simulate
