package dev.holdfast.store.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/** The words in which the cases of a session store are told. */
abstract class SessionStoreCases {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration ABSOLUTE = Duration.ofHours(8);
  static final GroupKey USER = new GroupKey("u".repeat(43));
  static final GroupKey LOGIN = new GroupKey("l".repeat(43));

  abstract StoreUnderTest subject();

  final SessionStore store() {
    return subject().store();
  }

  /** Skips a case that only a store can keep whose bytes are on the server. */
  final void onlyWhereTheServerHoldsTheBytes() {
    assumeTrue(
        store().custody() == Custody.SERVER,
        "the browser holds the bytes: this store can neither end a record nor see a conflict");
  }

  final SealedRecord record(String bytes, GroupKey... groups) {
    return record(bytes.getBytes(StandardCharsets.UTF_8), groups);
  }

  final SealedRecord record(byte[] bytes, GroupKey... groups) {
    Instant now = subject().now();
    byte[] label = "a laptop".getBytes(StandardCharsets.UTF_8);
    return new SealedRecord(bytes, now.plus(ABSOLUTE), now.plus(IDLE), Set.of(groups), label);
  }

  final StoredRecord created(SealedRecord sealed) {
    return loaded(store().create(sealed));
  }

  final StoredRecord loaded(Locator locator) {
    return store().load(locator).orElseThrow(() -> new AssertionError("the record is not there"));
  }

  final boolean lives(Locator locator) {
    return store().load(locator).isPresent();
  }

  /** Lets time pass until what ends after {@code end} is as good as over. */
  final void passUntilJustBefore(Duration end) {
    subject().advance(end.minus(subject().margin()));
  }

  final void passTheRest() {
    subject().advance(subject().margin());
  }

  static String text(StoredRecord stored) {
    return new String(stored.sealed().bytes(), StandardCharsets.UTF_8);
  }

  static RecordId idOf(Locator locator) {
    return new RecordId(HexFormat.of().formatHex(locator.digest()));
  }
}
