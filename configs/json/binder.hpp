#pragma once
// One description, three uses: every section of a study is described once, key by key, by a function that takes a Binder.
// JsonReader fills the values from a document, JsonWriter writes them, SchemaMaker writes the JSON Schema.

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/units.hpp"

namespace asgen::configs {

enum class Presence { optional, required };
enum class Written { always, never };  // never: another way to state what other keys say

/// A key of a JSON object.
struct Key {
  std::string name;
  std::string description;  // one sentence
  std::string unit = "";    // "s", "base units", ...; empty: none
  Presence presence = Presence::optional;
  std::vector<std::string> aliases = {};
  std::vector<std::string> later = {};  // of a choice: values that are known but not supported yet
  Written written = Written::always;
};

enum class Bound { closed, open };

/// Range of a number, and how to say it.
struct Range {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  Bound lower_bound = Bound::closed;
  Bound upper_bound = Bound::closed;
  std::string why = "";     // follows "must be > 0", e.g. " on a log scale"
  std::string advice = "";  // "use a positive bound"
};

/// Ranges that occur everywhere.
Range positive();
Range not_negative();
Range between(double lower, double upper);

/// Whether `value` lies in `range` (NaN never does).
bool contains(const Range& range, double value);
/// "must be > 0 and <= 10 on a log scale".
std::string describe(const Range& range);

/// Takes the description of one JSON object. The order of calls is the order of keys in what is written.
class Binder {
 public:
  using Body = std::function<void(Binder&)>;

  virtual ~Binder() = default;

  virtual void number(const Key& key, double& value, const Range& range) = 0;
  virtual void integer(const Key& key, std::int64_t& value, const Range& range) = 0;
  /// A number that may be absent.
  virtual void optional_number(const Key& key, std::optional<double>& value, const Range& range) = 0;
  virtual void flag(const Key& key, bool& value) = 0;
  /// Text; an empty one is not written.
  virtual void text(const Key& key, std::string& value) = 0;
  /// One of `names`, by index.
  virtual void choice(const Key& key, std::size_t& index, std::span<const std::string> names) = 0;
  /// Lists; empty ones are not written.
  virtual void numbers(const Key& key, std::vector<double>& values, const Range& range) = 0;
  virtual void texts(const Key& key, std::vector<std::string>& values) = 0;
  /// An object that is always written.
  virtual void object(const Key& key, const Body& body) = 0;
  /// An object that may be absent: `present` says whether it is there.
  virtual void optional_object(const Key& key, bool& present, const Body& body) = 0;
  /// A list of objects; `item(binder, i)` describes the i-th after `resize(n)`; an empty list is not written.
  struct ListOps {
    std::size_t size = 0;
    std::function<void(std::size_t)> resize;
    std::function<void(Binder&, std::size_t)> item;
  };
  virtual void list(const Key& key, const ListOps& ops) = 0;
  /// A number, or an object with one number per name; the number stands for all of them.
  virtual void number_or_object(const Key& key, const Range& range, std::span<const std::string> names,
                                std::span<double* const> values) = 0;
  /// The key `key` chooses one of `names`; `bodies[index]` describes the keys that only this choice has.
  virtual void variants(const Key& key, std::size_t& index, std::span<const std::string> names, std::span<const Body> bodies) = 0;
  /// A way to fill a key of modes.
  struct Mode {
    std::string name;
    std::vector<std::string> keys = {};  // of the object that states it; `{}` states the first mode
    enum class Name { suffices, needs_keys } text = Name::suffices;  // whether the name alone states it
    Body body = [](Binder&) {};  // of the object
  };
  /// One of several modes, stated by its name or by an object with its keys.
  virtual void modes(const Key& key, std::size_t& index, std::span<const Mode> modes) = 0;
  /// A named list of one word and two numbers.
  struct Triple {
    std::string name;
    std::size_t word = 0;  // index into the form's words
    double first = 0, second = 0;
  };
  struct TripleForm {
    std::span<const std::string> words;
    Range first, second;
    std::string shown;  // "[side, percent, amount]"
  };
  /// An object of such lists, in its own order; null or absent: none. An empty one is not written.
  virtual void triples(const Key& key, std::vector<Triple>& triples, const TripleForm& form) = 0;
  /// Exactly one of these keys must be there (they are described besides).
  virtual void exactly_one_of(const std::vector<std::string>& names) = 0;
  /// A key that is known but not supported yet, but for the values in `neutral` (JSON texts) that ask for nothing.
  struct NotYet {
    std::vector<std::string> neutral;
    std::string reason, advice;
  };
  virtual void not_yet(const std::string& name, const NotYet& what) = 0;
  /// Reports a rule between keys that does not hold; does nothing but when reading.
  virtual void fail(const std::string& name, const std::string& problem, const std::string& advice) = 0;
  /// True when a document is being read, so that checks of values make sense.
  [[nodiscard]] virtual bool reading() const { return false; }
  /// True when reading and the key (or an alias) is in the document.
  [[nodiscard]] virtual bool given(const Key& key) const = 0;
};

/// Any integer type through Binder::integer; the range must fit the type.
template <class Int>
void bind_integer(Binder& binder, const Key& key, Int& value, const Range& range) {
  auto wide = static_cast<std::int64_t>(value);
  binder.integer(key, wide, range);
  value = static_cast<Int>(wide);
}

/// A duration in seconds, exact to the nanosecond.
void bind_seconds(Binder& binder, const Key& key, base::Nanos& value, const Range& range);

/// An enum whose values are 0, 1, 2, ... in the order of `names`.
template <class Enum>
void bind_choice(Binder& binder, const Key& key, Enum& value, std::span<const std::string> names) {
  auto index = static_cast<std::size_t>(value);
  binder.choice(key, index, names);
  value = static_cast<Enum>(index);
}

}  // namespace asgen::configs
