package dev.holdfast.outbound;

import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.token.TokenSource;
import dev.holdfast.token.UserTokenException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What lets one request of any HTTP client in: {@code Authorization} and, for a bound token, {@code
 * DPoP}. For this method and address only, to be sent once and at once: a proof that is kept is
 * refused. Immutable; prints neither.
 *
 * <p>The client must follow no redirects by itself and must not repeat requests: a proof counts for
 * one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7">RFC 9449 §7</a>
 */
public final class Authorization {
  private static final List<String> OURS = List.of("Authorization", "DPoP");
  private static final List<String> TELLING = List.of("DPoP-Nonce", "WWW-Authenticate", "Date");

  private final Attempt attempt;

  private Authorization(Attempt attempt) {
    this.attempt = attempt;
  }

  /**
   * For a first request. Blocks if the provider has to be asked for a token.
   *
   * @throws UserTokenException if there is no token
   * @throws OriginNotAllowedException if a token may not travel there
   * @throws IllegalArgumentException if the address or the method is none for a proof
   */
  public static Authorization of(
      OutboundSetup setup, TokenSource tokens, String method, URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build();
    try {
      return new Authorization(new OutboundCall(setup, tokens, request).first());
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException("a request without a time limit timed out", e);
    }
  }

  /** Hands out each header's name and value. */
  public void forEach(BiConsumer<String, String> header) {
    for (String name : OURS) {
      attempt.wire().headers().firstValue(name).ifPresent(value -> header.accept(name, value));
    }
  }

  /** The address in the spelling that the proof names; it must be sent in this one. */
  public URI address() {
    return attempt.wire().uri();
  }

  /**
   * Takes the nonce out of an answer, to be called with every one. If the answer refuses the
   * request and another try helps, that is what it is to be sent with: with the nonce, the date or
   * the token that the API asks for, each once. Empty if the answer is final. Blocks if the
   * provider has to be asked for a token.
   *
   * @param status the status code
   * @param headers every value of a header by its name, which is looked up without regard to case;
   *     empty if the answer has none of that name
   * @throws UserTokenException if there is no other token
   */
  public Optional<Authorization> nonceFrom(int status, Function<String, List<String>> headers) {
    NextStep step = attempt.judge(new Answered(status, only(headers)));
    if (step == NextStep.GIVE_UP) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Authorization(attempt.call().after(attempt, step)));
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException("a request without a time limit timed out", e);
    }
  }

  private static HttpHeaders only(Function<String, List<String>> headers) {
    Map<String, List<String>> telling =
        TELLING.stream().collect(Collectors.toMap(Function.identity(), headers));
    return HttpHeaders.of(telling, (name, value) -> true);
  }

  /** The head of an answer that another client has received. */
  private record Answered(int statusCode, HttpHeaders headers) implements ResponseInfo {
    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1; // nobody asks
    }
  }

  @Override
  public String toString() {
    return "Authorization[" + attempt.request() + "]";
  }
}
