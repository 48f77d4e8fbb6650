package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final SecretBytes secret = SecretBytes.of(RandomBytes.secure().next(32));

  @Test
  void a_ticket_is_read_as_it_was_written() {
    Ticket ticket = new Ticket(Locator.of("abc-_1"), secret);
    assertThat(ticket.text()).startsWith("abc-_1.").hasSize(7 + 43);
    assertThat(Ticket.parse(ticket.text())).hasValue(ticket);
  }

  @Test
  void a_ticket_without_a_secret_is_its_locator() {
    Ticket ticket = new Ticket(Locator.of("abc"), SecretBytes.none());
    assertThat(ticket.text()).isEqualTo("abc");
    assertThat(Ticket.parse("abc")).hasValue(ticket);
  }

  @Test
  void one_secret_has_one_text() {
    String text = new Ticket(Locator.of("abc"), secret).text();
    String prefix = text.substring(0, text.length() - 1);
    assertThat(ALPHABET.chars().mapToObj(last -> prefix + (char) last))
        .filteredOn(other -> Ticket.parse(other).filter(this::hasTheSecret).isPresent())
        .containsExactly(text);
  }

  private boolean hasTheSecret(Ticket ticket) {
    return ticket.secret().equals(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", " .", "a.", ".a", "a.b", "a. ", "a.ä", "a.b\n"})
  void text_without_a_locator_or_with_half_a_secret_is_no_ticket(String text) {
    assertThat(Ticket.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "ä", "\n", "=", "+", "/"})
  void a_foreign_letter_in_the_secret_is_none(String letter) {
    String text = new Ticket(Locator.of("abc"), secret).text();
    assertThat(Ticket.parse(text.substring(0, text.length() - 2) + letter + "A")).isEmpty();
  }

  @Test
  void a_secret_of_another_length_or_two_dots_are_no_ticket() {
    String text = new Ticket(Locator.of("abc"), secret).text();
    assertThat(Ticket.parse(text + "A")).isEmpty();
    assertThat(Ticket.parse(text.substring(0, text.length() - 1))).isEmpty();
    assertThat(Ticket.parse(text + "." + text.substring(4))).isEmpty();
  }

  @Test
  void text_beyond_16_kibibytes_is_no_ticket() {
    assertThat(Ticket.parse("a".repeat(16 * 1024))).isPresent();
    assertThat(Ticket.parse("a".repeat(16 * 1024 + 1))).isEmpty();
  }

  @Test
  void a_ticket_does_not_print() {
    assertThat(new Ticket(Locator.of("abc"), secret)).hasToString("Ticket[***]");
  }
}
