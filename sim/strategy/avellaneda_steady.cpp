// The Avellaneda maker as a steady one: between fills its mended cycle only renews quotes.

#include "sim/strategy/avellaneda.hpp"

namespace asgen::strategy {

void Avellaneda::resume(const Timers& timers) {
  create_at_ = cancel_at_ = timers.decide_at;
  paused_until_ = timers.open_from;
  oldest_ = timers.oldest;
}

}  // namespace asgen::strategy
