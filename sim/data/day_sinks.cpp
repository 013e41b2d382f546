#include "sim/data/day_sinks.hpp"

#include <utility>

#include "sim/base/file.hpp"

namespace asgen::data {

void MemorySink::begin(const DayInfo& info) { days.emplace_back().info = info; }

void MemorySink::end(BookColumns&& book, TradeColumns&& trades, std::vector<Gap>&& gaps) {
  Day& day = days.back();
  day.book = std::move(book);
  day.trades = std::move(trades);
  day.gaps = std::move(gaps);
}

void FileSink::begin(const DayInfo& info) {
  base::make_folder(folder_);
  paths_.push_back(folder_ + "/" + day_file_name(info));
  writers_.emplace_back(paths_.back(), info);
}

void FileSink::book(BookColumns& piece) { writers_.back().book(piece); }
void FileSink::trades(TradeColumns& piece) { writers_.back().trades(piece); }
void FileSink::end(BookColumns&& book, TradeColumns&& trades, std::vector<Gap>&& gaps) { writers_.back().finish(book, trades, gaps); }

std::vector<std::string> FileSink::publish(int depth_levels) {
  for (DayWriter& writer : writers_) writer.publish(depth_levels);
  writers_.clear();
  return std::exchange(paths_, {});
}

std::string day_file_name(const DayInfo& info) {
  const auto safe = [](std::string text) {
    for (char& c : text) {
      const bool fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
      if (!fine) c = '-';
    }
    return text;
  };
  std::string session = info.session;
  std::erase(session, ':');
  return safe(info.exchange) + "_" + safe(info.symbol) + "_" + info.day + (session.empty() ? "" : "_" + session) + ".day.h5";
}

}  // namespace asgen::data
