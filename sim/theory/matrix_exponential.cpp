#include "sim/theory/matrix_exponential.hpp"

#include "sim/base/math.hpp"

namespace asgen::theory {
namespace {

constexpr int kDegree = 16;  // 0.5^17 / 17! is below 1e-19

}  // namespace

ScaledExponential matrix_exponential(const Eigen::MatrixXd& m) {
  int squarings = 0;
  double norm = m.cwiseAbs().rowwise().sum().maxCoeff();
  for (; norm > 0.5; norm *= 0.5) ++squarings;
  double shrink = 1;
  for (int i = 0; i < squarings; ++i) shrink *= 0.5;

  const Eigen::MatrixXd x = m * shrink;
  const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(m.rows(), m.cols());
  ScaledExponential result{identity, 0};
  for (int k = kDegree; k >= 1; --k) result.matrix = identity + x * result.matrix / static_cast<double>(k);
  for (int i = 0; i < squarings; ++i) {
    result.matrix = (result.matrix * result.matrix).eval();
    const double largest = result.matrix.cwiseAbs().maxCoeff();
    result.matrix /= largest;
    result.log_scale = 2 * result.log_scale + base::log(largest);
  }
  return result;
}

}  // namespace asgen::theory
