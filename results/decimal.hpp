#pragma once
// Numbers as Hummingbot's YAML wants them.

#include <string>

namespace asgen::results {

/// `value` in plain decimal notation, never with an exponent ("1e-05" would load as text there), always with a dot, with the
/// fewest digits that read back to the same double: 0.00001, 1800.0, 0.1.
std::string plain_decimal(double value);

}  // namespace asgen::results
