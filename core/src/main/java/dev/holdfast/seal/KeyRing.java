package dev.holdfast.seal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's keys: the first one seals, all of them open. Immutable.
 *
 * <p>To rotate, first add the new key behind the others on every node, then move it to the front.
 * Nobody is logged out. Take the old key away when the longest session sealed with it has ended.
 */
public final class KeyRing {
  private final SealKey current;
  private final Map<String, SealKey> byId;

  private KeyRing(List<SealKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key to seal with" + KeyMaterial.ADVICE);
    }
    Map<String, SealKey> found = new LinkedHashMap<>();
    for (SealKey key : keys) {
      if (found.putIfAbsent(key.id(), key) != null) {
        throw new IllegalArgumentException("two keys have the id " + key.id());
      }
    }
    current = keys.get(0);
    byId = found;
  }

  /**
   * A ring of these keys; the first one seals.
   *
   * @throws IllegalArgumentException if there is none, or an id stands twice
   */
  public static KeyRing of(List<SealKey> keys) {
    return new KeyRing(keys);
  }

  /**
   * Reads {@code id:base64,id:base64,…}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message repeats no key
   */
  public static KeyRing parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("there is no key to seal with" + KeyMaterial.ADVICE);
    }
    return of(Stream.of(text.split(",", -1)).map(entry -> parseKey(entry.strip())).toList());
  }

  private static SealKey parseKey(String entry) {
    int colon = entry.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "a key is not written as id:base64" + KeyMaterial.ADVICE + " and put an id before it");
    }
    return new SealKey(entry.substring(0, colon), KeyMaterial.parse(entry.substring(colon + 1)));
  }

  /** The key that seals. */
  public SealKey current() {
    return current;
  }

  /** The key of this id, to open with. */
  public Optional<SealKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public String toString() {
    return "KeyRing" + byId.keySet();
  }
}
