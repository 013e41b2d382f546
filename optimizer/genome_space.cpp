#include "optimizer/genome_space.hpp"

#include <algorithm>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"

namespace asgen::optimizer {
namespace {

constexpr std::size_t kNoGene = std::numeric_limits<std::size_t>::max();

std::size_t index_of(const std::vector<Gene>& genes, const std::string& key) {
  const auto at = std::find_if(genes.begin(), genes.end(), [&](const Gene& g) { return g.name == key; });
  return at == genes.end() ? kNoGene : static_cast<std::size_t>(at - genes.begin());
}

}  // namespace

GenomeSpace::GenomeSpace(std::vector<Gene> genes, FixedValues fixed) : genes_(std::move(genes)) {
  if (genes_.empty()) throw base::ConfigurationError("/genome", "is empty (nothing to search)", "state at least one gene");
  check_genes(genes_, fixed);
  for (const Gene& g : genes_) {
    Switch s;
    if (g.active_if) {
      s.source = index_of(genes_, g.active_if->key);
      s.kind = s.source == kNoGene ? Switch::Kind::fixed : Switch::Kind::gene;
      s.value = s.source == kNoGene ? fixed.at(g.active_if->key) : 0;
      s.at_least = g.active_if->at_least;
    }
    switches_.push_back(s);
  }
  // Conditions form a forest (check_genes), so repeated passes place every gene after the one it reads.
  std::vector<bool> placed(size(), false);
  while (order_.size() < size())
    for (std::size_t i = 0; i < size(); ++i)
      if (!placed[i] && (switches_[i].kind != Switch::Kind::gene || placed[switches_[i].source])) {
        placed[i] = true;
        order_.push_back(i);
      }
}

bool GenomeSpace::is_active(std::size_t gene, std::span<const double> values) const {
  const Switch& s = switches_[gene];
  switch (s.kind) {
    case Switch::Kind::always:
      return true;
    case Switch::Kind::fixed:
      return s.value >= s.at_least;
    case Switch::Kind::gene:
      return values[s.source] >= s.at_least;
  }
  return true;
}

void GenomeSpace::settle(std::vector<double>& values) const {
  for (const std::size_t i : order_)
    if (!is_active(i, values)) values[i] = genes_[i].canonical;
}

std::vector<double> GenomeSpace::decode(std::span<const double> unit) const {
  base::expects(unit.size() == size(), "one coordinate per gene");
  std::vector<double> values(size());
  for (std::size_t i = 0; i < size(); ++i) values[i] = decode_gene(genes_[i], unit[i]);
  settle(values);
  return values;
}

std::vector<double> GenomeSpace::encode(std::span<const double> values) const {
  base::expects(values.size() == size(), "one value per gene");
  std::vector<double> unit(size());
  for (std::size_t i = 0; i < size(); ++i) unit[i] = encode_gene(genes_[i], values[i]);
  return unit;
}

std::vector<double> GenomeSpace::snap(std::span<const double> values) const {
  base::expects(values.size() == size(), "one value per gene");
  std::vector<double> snapped(size());
  for (std::size_t i = 0; i < size(); ++i) snapped[i] = snap_gene(genes_[i], values[i]);
  settle(snapped);
  return snapped;
}

std::uint64_t GenomeSpace::hash(std::span<const double> values) const { return base::hash_doubles(values); }

std::vector<bool> GenomeSpace::active(std::span<const double> values) const {
  std::vector<bool> out(size());
  for (std::size_t i = 0; i < size(); ++i) out[i] = is_active(i, values);
  return out;
}

}  // namespace asgen::optimizer
