package dev.holdfast.outbound;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A row of the table: what goes wrong, what a call costs then, and how it ends, for whoever's
 * tokens it is made with.
 *
 * @param arrange makes it go wrong
 * @param calls how often the API is called, {@code between} apart; the last one's end counts
 * @param ends for each kind of tokens that the row is about
 */
record Situation(
    String name, Consumer<World> arrange, int calls, Duration between, Map<Whose, End> ends) {

  /** Whose tokens a call is made with. */
  enum Whose {
    USER,
    APPLICATION
  }

  /**
   * What it comes to.
   *
   * @param atProvider how many requests its token endpoint got
   * @param atApi how many the API got
   * @param how the status that the caller sees, or why there is none
   */
  record End(int atProvider, int atApi, String how) {}

  /** A situation that nobody has said anything about yet: one call. */
  static Situation when(String name, Consumer<World> arrange) {
    return new Situation(name, arrange, 1, Duration.ZERO, Map.of());
  }

  Situation calledAgain(int times, Duration apart) {
    return new Situation(name, arrange, times, apart, ends);
  }

  Situation costs(int atProvider, int atApi, String how) {
    return ofUser(atProvider, atApi, how).ofApplication(atProvider, atApi, how);
  }

  Situation ofUser(int atProvider, int atApi, String how) {
    return with(Whose.USER, new End(atProvider, atApi, how));
  }

  Situation ofApplication(int atProvider, int atApi, String how) {
    return with(Whose.APPLICATION, new End(atProvider, atApi, how));
  }

  private Situation with(Whose whose, End end) {
    Map<Whose, End> all = new EnumMap<>(Whose.class);
    all.putAll(ends);
    all.put(whose, end);
    return new Situation(name, arrange, calls, between, all);
  }

  @Override
  public String toString() {
    return name;
  }
}
