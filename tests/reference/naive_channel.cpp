#include "tests/reference/naive_channel.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/hash.hpp"
#include "sim/base/math.hpp"
#include "sim/base/random.hpp"

namespace asgen::test_reference {

using base::Nanos;
using market::LatencyKind;

namespace {

struct Point {
  std::int64_t x, y;
};

/// The line between two points, cut towards the first one's height.
std::int64_t between(Point a, Point b, std::int64_t x) {
  return a.y + static_cast<std::int64_t>(std::trunc(static_cast<double>(b.y - a.y) / static_cast<double>(b.x - a.x) * static_cast<double>(x - a.x)));
}

/// Last point at or before x and first one after it, the same one twice outside.
template <class Points>
std::int64_t on_points(const Points& points, std::int64_t x) {
  if (x < points.front().x) return points.front().y;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    if (points[i].x <= x && x < points[i + 1].x) return between(points[i], points[i + 1], x);
  }
  return points.back().y;
}

}  // namespace

std::optional<Nanos> NaiveChannel::send(Nanos now, Nanos& known) {
  const std::uint64_t number = sent_++;
  std::int64_t duration = options_.entry_latency.count();
  bool lost = false;
  if (options_.latency.kind == LatencyKind::drawn) duration = drawn(duration, 0, number);
  if (options_.latency.kind == LatencyKind::measured) {
    const auto rows = options_.latency.measured->rows();
    std::size_t left = 0, right = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].request <= now) left = right = i;
    }
    if (rows[left].request <= now && left + 1 < rows.size()) right = left + 1;
    lost = rows[left].exchange.count() <= 0 || rows[right].exchange.count() <= 0;
    std::vector<Point> points;
    for (const auto& row : rows) points.push_back({row.request.count(), ((lost ? row.response : row.exchange) - row.request).count()});
    duration = on_points(points, now.count());
  }
  if (lost) {
    last_known_ = std::max(last_known_, now.count() + duration);
    known = Nanos(last_known_);
    return std::nullopt;
  }
  last_arrival_ = std::max(last_arrival_, now.count() + duration);
  return Nanos(last_arrival_);
}

Nanos NaiveChannel::answer(Nanos now) {
  const std::uint64_t number = answered_++;
  std::int64_t duration = options_.response_latency.count();
  if (options_.latency.kind == LatencyKind::drawn) duration = drawn(duration, 1, number);
  if (options_.latency.kind == LatencyKind::measured) {
    std::vector<Point> points;
    for (const auto& row : options_.latency.measured->rows()) {
      if (row.exchange.count() > 0) points.push_back({row.exchange.count(), (row.response - row.exchange).count()});
    }
    duration = on_points(points, now.count());
  }
  last_known_ = std::max(last_known_, now.count() + duration);
  return Nanos(last_known_);
}

std::int64_t NaiveChannel::drawn(std::int64_t median, std::uint32_t way, std::uint64_t number) const {
  base::Stream stream({options_.latency.drawn.seed, base::Purpose::order_latency, base::hash_text(day_) + number, way});
  const std::int64_t floor = std::min(options_.latency.drawn.minimum.count(), median);
  const double extra = static_cast<double>(std::max<std::int64_t>(median - options_.latency.drawn.minimum.count(), 0)) *
                       base::exp(options_.latency.drawn.sigma * stream.normal());
  return floor + static_cast<std::int64_t>(std::min(extra, 6e10));
}

}  // namespace asgen::test_reference
