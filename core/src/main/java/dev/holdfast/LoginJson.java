package dev.holdfast;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells what is wrong with the JSON that every login is to ask for. */
final class LoginJson {
  private LoginJson() {}

  /** Notes it in the settings. */
  static void check(Settings settings, Optional<OidcConfig> config) {
    config.map(LoginJson::problems).ifPresent(found -> found.forEach(settings::problem));
  }

  /** What is wrong, by setting. */
  static Map<String, String> problems(OidcConfig config) {
    Map<String, String> problems = new LinkedHashMap<>();
    try {
      Optional<AuthenticationDemand> essential =
          config.logins().claims().map(Claims::parse).map(AuthenticationDemand::essentialIn);
      if (essential.filter(demand -> !demand.isNone()).isPresent()
          && !config.logins().acrValues().isEmpty()) {
        problems.put("claims", "has an essential acr, and acr-values says it too; say it once");
      }
    } catch (IllegalArgumentException e) {
      problems.put("claims", "is " + e.getMessage());
    }
    try {
      config.logins().authorizationDetails().ifPresent(AuthorizationDetails::parse);
    } catch (IllegalArgumentException e) {
      problems.put("authorization-details", "is of no use: " + e.getMessage());
    }
    return problems;
  }
}
