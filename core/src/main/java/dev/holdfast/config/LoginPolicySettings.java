package dev.holdfast.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what every login asks for. */
final class LoginPolicySettings {
  private static final int MOST_STARTS = 1_000_000;

  private final Settings settings;
  private final LoginPolicyBuilder builder;

  LoginPolicySettings(Settings settings, LoginPolicyBuilder builder) {
    this.settings = settings;
    this.builder = builder;
  }

  void read() {
    String mode =
        settings.choice("response-mode", builder.responseMode.text(), ResponseMode.texts());
    builder.responseMode(ResponseMode.of(mode));
    builder.signedRequests =
        settings
            .choice(
                "request-object",
                builder.signedRequests ? "signed" : "none",
                List.of("none", "signed"))
            .equals("signed");
    builder.acrValues(settings.words("acr-values", List.of()));
    builder.acrVoluntary = settings.flag("acr-voluntary", false);
    builder.uiLocales(settings.words("ui-locales", List.of()));
    builder.prompts(settings.words("prompt", List.of()).stream().flatMap(this::prompt).toList());
    builder.resources(
        settings.words("resource", List.of()).stream().flatMap(this::resource).toList());
    settings
        .parsed("authorization-parameters", ProviderParameters::parse)
        .ifPresent(builder::providerParameters);
    builder.requiredScopes(settings.words("required-scope", List.of()));
    builder.fromThirdParties = settings.flag("third-party-login", false);
    builder.startsPerAddress(
        settings.number("login-limit-per-address", builder.startsPerAddress, 0, MOST_STARTS));
    builder.starts(settings.number("login-limit", builder.starts, 0, MOST_STARTS));
    settings.text("claims").ifPresent(builder::claims);
    settings.text("authorization-details").ifPresent(builder::authorizationDetails);
    if (settings.text("max-age").isPresent()) {
      builder.maxAge(settings.duration("max-age", Duration.ZERO));
    }
  }

  private Stream<Prompt> prompt(String word) {
    if (Prompt.of(word).isEmpty()) {
      settings.problem("prompt", "has a word that is not login, consent or select_account");
    }
    return Prompt.of(word).stream();
  }

  private Stream<URI> resource(String word) {
    try {
      return Stream.of(new URI(word));
    } catch (URISyntaxException e) {
      settings.problem("resource", "has a word that is no URI");
      return Stream.empty();
    }
  }
}
