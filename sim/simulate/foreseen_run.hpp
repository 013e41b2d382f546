#pragma once
// Decisions that need not be asked of a maker one by one.

#include "sim/base/units.hpp"

namespace asgen::simulate {

/// How far a run of foreseen decisions got.
enum class Foreseen {
  paused,  ///< it could go on
  asks,    ///< over, before a decision that the maker itself must make now
  waits,   ///< over; the maker is asked again when it wakes
};

class ForeseenRun {
 public:
  virtual ~ForeseenRun() = default;
  /// Makes decisions up to about `until`; it may go farther, never by a step that it would not take without a pause.
  virtual Foreseen go_on(base::Nanos until) = 0;
};

}  // namespace asgen::simulate
