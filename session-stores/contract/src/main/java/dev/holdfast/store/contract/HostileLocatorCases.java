package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.StoredRecord;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class HostileLocatorCases extends SessionStoreCases {
  private static final String HUGE = "A".repeat(1 << 20);

  /** Nobody's locators: neither handles nor canonical base64url. */
  private static final List<String> NEVER_ISSUED =
      List.of(
          ".",
          "-",
          "=",
          "*",
          "%",
          "?",
          "A",
          "QR", // stray bits after the last octet
          "QUI=", // padding
          "+/+/", // the other base64 alphabet
          "%41%42%43%44",
          "../../../../etc/passwd",
          "..\\..\\boot.ini",
          "' OR '1'='1",
          "*\r\nFLUSHALL\r\n",
          "session:{0}",
          "QUJD\u0000",
          "\u0000",
          "QU JD",
          "QUJD\n",
          "ÄÖÜß",
          "🔑".repeat(11),
          "\ud800", // half a character
          HUGE + "!");

  @Test
  @DisplayName("SES-02: text that was never issued is unknown")
  void text_that_was_never_issued_is_unknown() {
    store().create(record("sealed", USER));

    for (String text : NEVER_ISSUED) {
      assertThat(store().load(Locator.of(text))).as(name(text)).isEmpty();
    }
  }

  @Test
  void text_that_was_never_issued_ends_nothing() {
    Locator locator = store().create(record("sealed", USER));

    for (String text : NEVER_ISSUED) {
      assertThat(store().delete(Locator.of(text))).as(name(text)).isFalse();
      assertThat(store().delete(new RecordId(text))).as(name(text)).isFalse();
    }
    assertThat(lives(locator)).isTrue();
  }

  @Test
  void text_that_was_never_issued_changes_nothing() {
    onlyWhereTheServerHoldsTheBytes();

    Locator locator = store().create(record("sealed", USER));
    StoredRecord real = loaded(locator);
    for (String text : NEVER_ISSUED) {
      var forged = new StoredRecord(Locator.of(text), real.version(), real.sealed());

      assertThat(store().replace(forged, record("forged"))).isEqualTo(new SaveResult.Gone());
      assertThat(store().extend(forged, real.sealed().expiresAt())).as(name(text)).isFalse();
    }
    assertThat(text(loaded(locator))).isEqualTo("sealed");
  }

  @Test
  void a_well_formed_locator_that_nobody_has_is_unknown() {
    onlyWhereTheServerHoldsTheBytes();

    for (String text : List.of("A".repeat(43), "_".repeat(43), "QUJD", HUGE)) {
      assertThat(store().load(Locator.of(text))).as(name(text)).isEmpty();
      assertThat(store().delete(Locator.of(text))).as(name(text)).isFalse();
    }
  }

  @Test
  void a_locator_that_is_almost_right_is_unknown() {
    onlyWhereTheServerHoldsTheBytes();

    Locator locator = store().create(record("sealed"));
    String right = locator.value().reveal();
    char last = right.charAt(right.length() - 1);
    String prefix = right.substring(0, right.length() - 1);
    for (String almost :
        List.of(
            prefix,
            prefix + (last == 'A' ? 'B' : 'A'),
            right + "A",
            right + "=",
            right + " ",
            right + "\n",
            right + "\u0000",
            " " + right,
            swapCase(right),
            idOf(locator).digest())) {
      assertThat(lives(Locator.of(almost))).as("%d characters", almost.length()).isFalse();
    }
    assertThat(lives(locator)).isTrue();
  }

  private static String swapCase(String text) {
    int[] swapped =
        text.chars()
            .map(
                c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
            .toArray();
    return new String(swapped, 0, swapped.length);
  }

  private static String name(String text) {
    return text.length() > 40 ? text.length() + " characters" : text;
  }
}
