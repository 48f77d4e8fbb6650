package dev.holdfast.login;

import dev.holdfast.config.Prompt;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a login asks for beside who and how, as six fields of a record. */
final class ExtrasBytes {
  private ExtrasBytes() {}

  static void write(LoginExtras extras, FieldWriter out) {
    out.text(extras.prompts().stream().map(Prompt::text).collect(Collectors.joining(" ")))
        .text(String.join(" ", extras.scopes()))
        .text(String.join(" ", extras.uiLocales()))
        .text(extras.claims().map(Claims::toJson).orElse(""))
        .text(extras.details().map(AuthorizationDetails::toJson).orElse(""))
        .text(extras.resources().stream().map(URI::toString).collect(Collectors.joining(" ")));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static LoginExtras read(FieldReader in) {
    return new LoginExtras(
        words(in).stream().flatMap(word -> Prompt.of(word).stream()).toList(),
        words(in),
        words(in),
        Optional.of(in.text()).filter(text -> !text.isEmpty()).map(Claims::parse),
        Optional.of(in.text()).filter(text -> !text.isEmpty()).map(AuthorizationDetails::parse),
        words(in).stream().map(URI::create).toList());
  }

  private static List<String> words(FieldReader in) {
    String text = in.text();
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
