package dev.holdfast.provider;

import dev.holdfast.dpop.Challenges;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a user has to have authenticated: in which way, and how recently. What an API demands that
 * finds a token too weak (RFC 9470), and what an application asks of a login. Immutable.
 *
 * @param acrValues the authentication contexts that will do, the preferred first; empty if any will
 * @param maxAge how long ago it may have been, in whole seconds; empty if it does not matter
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470 §3</a>
 */
public record AuthenticationDemand(List<String> acrValues, Optional<Duration> maxAge) {
  /** Demands nothing. */
  public static final AuthenticationDemand NONE =
      new AuthenticationDemand(List.of(), Optional.empty());

  private static final String ERROR = "insufficient_user_authentication";
  private static final int MOST_ACR_VALUES = 10;
  private static final int LONGEST_ACR_VALUES = 512;
  private static final Pattern ACR = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Duration LONGEST = Duration.ofSeconds(999_999_999);
  private static final Duration AHEAD = Duration.ofSeconds(60);

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if there are more than ten, one is no ASCII word, or the age
   *     is negative or no whole number of seconds
   */
  public AuthenticationDemand {
    acrValues = List.copyOf(acrValues);
    if (!areSound(acrValues)) {
      throw new IllegalArgumentException("acr values are up to ten ASCII words: " + acrValues);
    }
    if (!maxAge.map(AuthenticationDemand::isSound).orElse(true)) {
      throw new IllegalArgumentException("max_age is a whole number of seconds: " + maxAge.get());
    }
  }

  /** One of these authentication contexts, the preferred first. */
  public static AuthenticationDemand ofAcr(String... acrValues) {
    return new AuthenticationDemand(List.of(acrValues), Optional.empty());
  }

  /** An authentication not longer ago than this; zero asks for a new one. */
  public static AuthenticationDemand ofMaxAge(Duration maxAge) {
    return new AuthenticationDemand(List.of(), Optional.of(maxAge));
  }

  /**
   * What a claims request insists on: one of the values of an essential {@code acr} in the ID token
   * (OpenID Connect Core §5.5.1.1). Whatever else it asks for is a wish.
   *
   * @throws IllegalArgumentException if {@code id_token} or its {@code acr} has another form than
   *     §5.5 gives it, or the values are no contexts
   */
  public static AuthenticationDemand essentialIn(Claims request) {
    return new AuthenticationDemand(EssentialContext.valuesIn(request), Optional.empty());
  }

  /** The same, and not longer ago than this. */
  public AuthenticationDemand andMaxAge(Duration age) {
    return new AuthenticationDemand(acrValues, Optional.of(age));
  }

  /**
   * What an API's refusal demands; empty if it is none for want of authentication, names neither
   * context nor age, or names them in a form that RFC 9470 does not allow.
   */
  public static Optional<AuthenticationDemand> of(HttpResponse<?> answer) {
    return answer.statusCode() == 401
        ? in(answer.headers().allValues("WWW-Authenticate"))
        : Optional.empty();
  }

  /** The same, by the values of the {@code WWW-Authenticate} headers of a 401, of any scheme. */
  public static Optional<AuthenticationDemand> in(List<String> wwwAuthenticate) {
    return Challenges.parse(wwwAuthenticate).stream()
        .filter(challenge -> challenge.error().filter(ERROR::equals).isPresent())
        .flatMap(challenge -> read(challenge.parameters()).stream())
        .findFirst();
  }

  private static Optional<AuthenticationDemand> read(Map<String, String> parameters) {
    List<String> acr =
        Arrays.stream(parameters.getOrDefault("acr_values", "").split(" ", -1))
            .filter(value -> !value.isEmpty())
            .toList();
    Optional<String> age = Optional.ofNullable(parameters.get("max_age"));
    if (!areSound(acr) || !age.map(text -> SECONDS.matcher(text).matches()).orElse(true)) {
      return Optional.empty();
    }
    Optional<Duration> maxAge = age.map(Long::parseLong).map(Duration::ofSeconds);
    return Optional.of(new AuthenticationDemand(acr, maxAge)).filter(found -> !found.isNone());
  }

  private static boolean areSound(List<String> acr) {
    return acr.size() <= MOST_ACR_VALUES
        && acr.stream().allMatch(value -> ACR.matcher(value).matches())
        && String.join(" ", acr).length() <= LONGEST_ACR_VALUES;
  }

  private static boolean isSound(Duration age) {
    boolean whole = age.equals(age.truncatedTo(ChronoUnit.SECONDS));
    return !age.isNegative() && whole && age.compareTo(LONGEST) <= 0;
  }

  /** Whether nothing is demanded. */
  public boolean isNone() {
    return acrValues.isEmpty() && maxAge.isEmpty();
  }

  /** These as parameters of an authorization request (OpenID Connect Core §3.1.2.1). */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (!acrValues.isEmpty()) {
      parameters.put("acr_values", String.join(" ", acrValues));
    }
    maxAge.ifPresent(age -> parameters.put("max_age", Long.toString(age.toSeconds())));
    return parameters;
  }

  /** Whether an authentication in this context will do; a context that is not known will not. */
  public boolean acceptsContext(Optional<String> acr) {
    return acrValues.isEmpty() || acr.filter(acrValues::contains).isPresent();
  }

  /**
   * Whether an authentication of that time will do; a time that is not known, or lies ahead, will
   * not.
   *
   * @param leeway by how much more it may be past
   */
  public boolean acceptsTime(Optional<Instant> authenticatedAt, Instant now, Duration leeway) {
    return maxAge
        .map(
            age ->
                authenticatedAt
                    .filter(at -> !at.plus(age).plus(leeway).isBefore(now))
                    .filter(at -> !at.isAfter(now.plus(AHEAD)))
                    .isPresent())
        .orElse(true);
  }
}
