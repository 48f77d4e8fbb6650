package dev.holdfast.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what is wrong with what every login asks for. */
final class LoginPolicyCheck {
  private static final Pattern ACR = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final Pattern LOCALE = Pattern.compile("[A-Za-z0-9-]{1,35}");
  private static final int MOST = 10;
  private static final int LONGEST_ACR_VALUES = 512;

  private final LoginPolicyBuilder logins;
  private final ConfigCheck check;

  LoginPolicyCheck(LoginPolicyBuilder logins, ConfigCheck check) {
    this.logins = logins;
    this.check = check;
  }

  void all(Optional<ClientAuthentication> proof, List<String> scopes) {
    requestKeys(proof);
    contexts();
    refuseUnless(
        logins.uiLocales.size() <= MOST
            && logins.uiLocales.stream().allMatch(tag -> LOCALE.matcher(tag).matches()),
        "ui-locales",
        "is not up to ten language tags such as de or pt-BR");
    refuseUnless(
        !logins.prompts.contains(Prompt.NONE),
        "prompt",
        "is none, with which nobody could log in; code asks for that, one login at a time");
    refuseUnless(
        logins.resources.size() <= MOST
            && logins.resources.stream().allMatch(ResourceIndicator::isOne),
        "resource",
        "has one that is no absolute URI without fragment (RFC 8707 §2), or more than ten");
    refuseUnless(
        scopes.containsAll(logins.requiredScopes),
        "required-scope",
        "has one that scope lacks; what is not asked for is not granted");
    refuseUnless(
        logins.startsPerAddress >= 0, "login-limit-per-address", "is negative; 0 is any number");
    refuseUnless(logins.starts >= 0, "login-limit", "is negative; 0 is any number");
    age();
  }

  private void requestKeys(Optional<ClientAuthentication> proof) {
    if (logins.signedRequests && proof.filter(it -> it.signingKeys().isEmpty()).isPresent()) {
      check.refuse("request-object", "is signed, but there is no client-key to sign with; set it");
    }
    refuseUnless(
        logins.signedRequests || proof.filter(LoginPolicyCheck::hasKeysForRequests).isEmpty(),
        "client-key",
        "is of no use beside a certificate that is the proof; set request-object=signed, or"
            + " remove it");
  }

  /** Whether its keys sign no assertion. */
  static boolean hasKeysForRequests(ClientAuthentication proof) {
    return proof.assertionAudience().isEmpty() && !proof.signingKeys().isEmpty();
  }

  private void contexts() {
    refuseUnless(
        logins.acrValues.size() <= MOST
            && String.join(" ", logins.acrValues).length() <= LONGEST_ACR_VALUES
            && logins.acrValues.stream().allMatch(value -> ACR.matcher(value).matches()),
        "acr-values",
        "is not up to ten ASCII words");
    refuseUnless(
        !logins.acrVoluntary || !logins.acrValues.isEmpty(),
        "acr-voluntary",
        "is of no use without acr-values");
  }

  private void age() {
    Duration age = logins.maxAge;
    if (age != null) {
      check.between("max-age", age, Duration.ZERO, Duration.ofDays(30));
      refuseUnless(
          age.equals(age.truncatedTo(ChronoUnit.SECONDS)), "max-age", "is not in whole seconds");
    }
  }

  private void refuseUnless(boolean holds, String setting, String complaint) {
    if (!holds) {
      check.refuse(setting, complaint);
    }
  }
}
