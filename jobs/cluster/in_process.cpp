#include "jobs/cluster/in_process.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

#include "sim/base/error.hpp"

namespace asgen::cluster {
namespace {

class Mailbox {
 public:
  void put(Parcel parcel) {
    {
      const std::lock_guard lock(mutex_);
      parcels_.push_back(std::move(parcel));
    }
    changed_.notify_one();
  }

  std::optional<Parcel> take() {
    const std::lock_guard lock(mutex_);
    if (parcels_.empty()) return std::nullopt;
    Parcel parcel = std::move(parcels_.front());
    parcels_.pop_front();
    return parcel;
  }

  void wait(std::chrono::microseconds at_most) {
    std::unique_lock lock(mutex_);
    // system_clock, as the thread sanitizer of g++ 12 does not know the steady wait (pthread_cond_clockwait).
    changed_.wait_until(lock, std::chrono::system_clock::now() + at_most, [&] { return woken_ || !parcels_.empty(); });
    woken_ = false;
  }

  void wake() {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Parcel> parcels_;
  bool woken_ = false;
};

using Mailboxes = std::vector<Mailbox>;

class End final : public Transport {
 public:
  End(std::shared_ptr<Mailboxes> mailboxes, int rank) : mailboxes_(std::move(mailboxes)), rank_(rank) {}

  int rank() const override { return rank_; }
  int size() const override { return static_cast<int>(mailboxes_->size()); }
  void send(int to, Bytes frame) override {
    if (to < 0 || to >= size()) {
      throw base::ClusterError("transport", "no rank " + std::to_string(to), "this is a bug: please report it");
    }
    mailbox(to).put({rank_, std::move(frame)});
  }
  std::optional<Parcel> try_receive() override { return mailbox(rank_).take(); }
  void wait(std::chrono::microseconds at_most) override { mailbox(rank_).wait(at_most); }
  void wake() override { mailbox(rank_).wake(); }

 private:
  Mailbox& mailbox(int rank) { return (*mailboxes_)[static_cast<std::size_t>(rank)]; }
  std::shared_ptr<Mailboxes> mailboxes_;
  int rank_;
};

}  // namespace

std::vector<std::unique_ptr<Transport>> make_in_process_network(int size) {
  const auto mailboxes = std::make_shared<Mailboxes>(static_cast<std::size_t>(size));
  std::vector<std::unique_ptr<Transport>> ends;
  for (int rank = 0; rank < size; ++rank) ends.push_back(std::make_unique<End>(mailboxes, rank));
  return ends;
}

}  // namespace asgen::cluster
