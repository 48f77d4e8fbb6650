package dev.holdfast.login;

import dev.holdfast.config.Prompt;
import dev.holdfast.config.ProviderParameters;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.net.URI;
import java.util.Optional;

/** What a login asks for beside who and how, as seven fields of a record. */
final class ExtrasBytes {
  private ExtrasBytes() {}

  static void write(LoginExtras extras, FieldWriter out) {
    out.words(extras.prompts().stream().map(Prompt::text).toList())
        .words(extras.scopes())
        .words(extras.uiLocales())
        .text(extras.claims().map(Claims::toJson).orElse(""))
        .text(extras.details().map(AuthorizationDetails::toJson).orElse(""))
        .words(extras.resources().stream().map(URI::toString).toList())
        .text(extras.parameters().encoded());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static LoginExtras read(FieldReader in) {
    return new LoginExtras(
        in.words().stream().flatMap(word -> Prompt.of(word).stream()).toList(),
        in.words(),
        in.words(),
        Optional.of(in.text()).filter(text -> !text.isEmpty()).map(Claims::parse),
        Optional.of(in.text()).filter(text -> !text.isEmpty()).map(AuthorizationDetails::parse),
        in.words().stream().map(URI::create).toList(),
        Optional.of(in.text())
            .filter(text -> !text.isEmpty())
            .map(ProviderParameters::parse)
            .orElse(ProviderParameters.NONE));
  }
}
