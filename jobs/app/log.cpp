#include "jobs/app/log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <mutex>

#include "sim/base/error.hpp"

namespace asgen::app {
namespace {

using Clock = std::chrono::steady_clock;

// What the terminal shows at the moment; the only state of the log besides spdlog's own registry.
struct LiveLine {
  bool terminal = ::isatty(STDERR_FILENO) == 1;
  bool open = false;
  Clock::time_point last{};
};
LiveLine& live_line() {
  static LiveLine line;
  return line;
}

// Days are prepared, and told of, on several threads.
std::mutex& mutex() {
  static std::mutex one;
  return one;
}

void close_live_line() {
  if (!live_line().open) return;
  std::fputc('\n', stderr);
  live_line().open = false;
}

void say(spdlog::level::level_enum level, const std::string& text) {
  const std::lock_guard lock(mutex());
  close_live_line();
  spdlog::log(level, "{}", text);
}

}  // namespace

void start_log(const LogOptions& options) {
  auto console = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  console->set_pattern("asgen: %^%l%$: %v");
  console->set_level(options.quiet ? spdlog::level::err : options.verbose ? spdlog::level::debug : spdlog::level::info);
  std::vector<spdlog::sink_ptr> sinks{console};
  if (!options.file.empty()) {
    try {
      sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file));
    } catch (const spdlog::spdlog_ex& error) {
      throw base::StorageError(options.file, std::string("cannot be opened as log file (") + error.what() + ")",
                               "choose a folder that can be written");
    }
    sinks.back()->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
  }
  auto logger = std::make_shared<spdlog::logger>("asgen", sinks.begin(), sinks.end());
  logger->set_level(spdlog::level::debug);
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void silence_log() { spdlog::default_logger()->set_level(spdlog::level::err); }

void log_info(const std::string& text) { say(spdlog::level::info, text); }
void log_detail(const std::string& text) { say(spdlog::level::debug, text); }
void log_warning(const std::string& text) { say(spdlog::level::warn, text); }
void log_error(const std::string& text) { say(spdlog::level::err, text); }

void show_progress(const std::string& line, bool always) {
  if (spdlog::default_logger()->sinks().front()->level() > spdlog::level::info) return;
  const auto now = Clock::now();
  const auto pause = live_line().terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000);
  if (!always && now - live_line().last < pause) return;
  live_line().last = now;  // of the one thread that shows progress
  if (!live_line().terminal) return say(spdlog::level::info, line);
  const std::lock_guard lock(mutex());
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  std::fflush(stderr);
  live_line().open = true;
}

}  // namespace asgen::app
