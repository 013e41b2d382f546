#pragma once
// The two places where days go: memory, and files.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/data/day_sink.hpp"
#include "sim/data/day_writer.hpp"

namespace asgen::data {

/// Keeps whole days.
class MemorySink : public DaySink {
 public:
  void begin(const DayInfo& info) override;
  void book(BookColumns&) override {}
  void trades(TradeColumns&) override {}
  void end(BookColumns&& book, TradeColumns&& trades, std::vector<Gap>&& gaps) override;
  [[nodiscard]] std::size_t piece_rows() const override { return SIZE_MAX; }

  std::vector<Day> days;
};

/// Writes day files that appear at publish(), all or none.
class FileSink : public DaySink {
 public:
  explicit FileSink(std::string folder) : folder_(std::move(folder)) {}
  void begin(const DayInfo& info) override;
  void book(BookColumns& piece) override;
  void trades(TradeColumns& piece) override;
  void end(BookColumns&& book, TradeColumns&& trades, std::vector<Gap>&& gaps) override;
  [[nodiscard]] std::size_t piece_rows() const override { return h5::kAppendChunk; }

  /// Renames all files into place; their paths, in time order.
  std::vector<std::string> publish(int depth_levels);

 private:
  std::string folder_;
  std::vector<DayWriter> writers_;
  std::vector<std::string> paths_;
};

/// `<exchange>_<symbol>_<day>[_<session>].day.h5`; characters that are unsafe in file names become '-'.
std::string day_file_name(const DayInfo& info);

}  // namespace asgen::data
