// Runs fills.json, one runner per kind.
#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

#include "tests/cases/fills_market.hpp"
#include "tests/cases/runner.hpp"

namespace asgen::cases {

CaseDay::CaseDay() {
  day_.info.exchange = "case";
  day_.info.symbol = "CASE";
  day_.info.day = "1970-01-01";
  day_.info.price_quantum = 1;
  day_.info.lot = 1;
  day_.info.open = base::Nanos(0);
  day_.info.close = base::Nanos(2000);
}

void CaseDay::level(std::int64_t t, base::Side side, std::int64_t price, std::int64_t lots) {
  const bool first = day_.book.size() == 0;
  day_.book.exchange_ns.push_back(t);
  day_.book.local_ns.push_back(t + 1);
  day_.book.side.push_back(static_cast<std::int8_t>(base::sign(side)));
  day_.book.price.push_back(static_cast<std::int32_t>(price));
  day_.book.lots.push_back(lots);
  day_.book.flags.push_back(first ? data::kSnapshot | data::kReset : 0);
}

void CaseDay::trade(std::int64_t t, base::Side aggressor, std::int64_t price, std::int64_t lots) {
  day_.trades.exchange_ns.push_back(t);
  day_.trades.local_ns.push_back(t + 1);
  day_.trades.side.push_back(static_cast<std::int8_t>(base::sign(aggressor)));
  day_.trades.price.push_back(static_cast<std::int32_t>(price));
  day_.trades.lots.push_back(lots);
}

tape::Tape CaseDay::compile(const market::MarketOptions& options) const {
  return tape::Tape::compile(day_, market::tape_options(options, base::Nanos(10)));
}

market::QueueModel queue_model(const std::string& name) {
  static const std::map<std::string, market::QueueModel> kModels = {
      {"risk_adverse", market::QueueModel::risk_averse},  // its spelling
      {"log_prob_1", market::QueueModel::log_prob_1},     {"log_prob_2", market::QueueModel::log_prob_2},
      {"power_prob_1", market::QueueModel::power_prob_1}, {"power_prob_2", market::QueueModel::power_prob_2},
      {"power_prob_3", market::QueueModel::power_prob_3},
  };
  return kModels.at(name);
}

TEST_CASE("every case of fills.json gives the expected fills, queues and latencies") {
  const std::map<std::string, std::function<void(const json&)>> runners = {{"queue_unit", run_queue_unit},
                                                                          {"engine", run_engine},
                                                                          {"latency_interp", run_latency},
                                                                          {"l3_fifo", run_l3_fifo},
                                                                          {"other_engine", run_other_engine}};
  const std::string path = cases_folder() + "/fills.json";
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.good(), path << " is missing");
  std::map<std::string, int> run;
  const json document = json::parse(file);
  for (const json& one : document.at("cases")) {
    const std::string id = one.at("id");
    const std::string kind = one.at("kind");
    CAPTURE(id);
    const auto runner = runners.find(kind);
    CHECK_MESSAGE(runner != runners.end(), "no runner for kind " << kind);
    if (runner == runners.end()) continue;
    runner->second(one);
    ++run[kind];
  }
  for (const auto& [kind, count] : run) MESSAGE(count << " cases of kind " << kind);
  CHECK(run.size() > 0);
}

}  // namespace asgen::cases
