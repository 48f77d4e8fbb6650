package dev.holdfast.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How one part of an application finds its settings among all.
 *
 * @param prefix what the names of its own begin with; empty for the whole application
 * @param implied what holds for names that are set nowhere; never looked for without the prefix
 * @param own other names, or beginnings of names that end with a dot, that are never looked for
 *     without the prefix
 */
public record SettingsScope(String prefix, Map<String, String> implied, Set<String> own) {
  static final SettingsScope WHOLE = new SettingsScope("", Map.of(), Set.of());

  /** Copies the collections. */
  public SettingsScope {
    implied = Map.copyOf(implied);
    own = Set.copyOf(own);
  }

  /** Where a setting is looked for, in order. */
  List<String> spellings(String name) {
    return prefix.isEmpty()
        ? List.of(name)
        : isOwn(name) ? List.of(prefix + name) : List.of(prefix + name, name);
  }

  private boolean isOwn(String name) {
    return implied.containsKey(name)
        || own.contains(name)
        || own.contains(name.substring(0, name.indexOf('.') + 1));
  }

  Optional<String> implied(String name) {
    return Optional.ofNullable(implied.get(name));
  }

  /** How the user spells a setting, or should. */
  String spelling(String name, Predicate<String> isSet) {
    return prefix.isEmpty() || (!isOwn(name) && !isSet.test(prefix + name)) ? name : prefix + name;
  }
}
