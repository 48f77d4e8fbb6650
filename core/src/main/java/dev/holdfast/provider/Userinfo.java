package dev.holdfast.provider;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.ProtectedAnswers.UserinfoAnswers;
import dev.holdfast.dpop.Attempts;
import dev.holdfast.dpop.Challenge;
import dev.holdfast.dpop.Challenges;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ProofRequest;
import dev.holdfast.dpop.Refusal;
import dev.holdfast.dpop.Refusal.Clock;
import dev.holdfast.dpop.RetryPlan;
import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.Origin;
import dev.holdfast.transport.TransportException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The userinfo endpoint (OpenID Connect Core §5.3): more claims, of the same user or of nobody. */
final class Userinfo {
  /** What only the ID token may say (OpenID Connect Core §5.3.2). */
  private static final Set<String> OF_THE_ID_TOKEN =
      Set.of("iss", "aud", "azp", "exp", "iat", "nbf", "nonce", "acr", "amr", "auth_time", "sid");

  private final OidcConfig config;
  private final Metadata metadata;
  private final ClientCredential client;
  private final DpopSigner signer;
  private final NonceMemory nonces;
  private final ProviderCalls calls;

  Userinfo(ProviderSetup setup, Metadata metadata, ClientCredential client) {
    this.config = setup.config();
    this.metadata = metadata;
    this.client = client;
    this.signer = setup.signer();
    this.nonces = setup.nonces();
    this.calls = new ProviderCalls(setup.listeners(), ProviderEndpoint.USERINFO);
  }

  /** The claims; throws a {@link ProviderRefusal} unless {@code sub} is the given subject. */
  Claims of(AccessToken token, Optional<DpopKey> key, String subject) {
    URI endpoint = client.endpoints(metadata.load()).userinfo();
    HttpReply reply = ask(endpoint, token, key);
    Map<String, Object> members = new HashMap<>(members(reply));
    if (!subject.equals(members.get("sub"))) {
      throw invalid("sub is not the ID token's");
    }
    members.keySet().removeAll(OF_THE_ID_TOKEN);
    return new Claims(members).withoutSources();
  }

  private Map<String, Object> members(HttpReply reply) {
    if (reply.status() == 200 && MediaType.is("application/jwt", reply)) {
      if (reply.body().isBlank()) {
        throw invalid("empty");
      }
      return metadata.idTokens().userinfo(SecretText.of(reply.body().strip())).members();
    }
    if (reply.status() != 200 || !MediaType.is("application/json", reply)) {
      throw invalid("status " + reply.status() + " without JSON");
    }
    if (config.answers().userinfo() != UserinfoAnswers.ANY) {
      throw invalid("not signed");
    }
    return JsonText.object(reply.body()).orElseThrow(() -> invalid("no single JSON object"));
  }

  private HttpReply ask(URI endpoint, AccessToken token, Optional<DpopKey> key) {
    Attempts attempts = Attempts.none();
    while (true) {
      HttpReply reply = once(endpoint, token, key, attempts);
      NextStep step = RetryPlan.decide(refusal(endpoint, reply), attempts);
      if (step == NextStep.GIVE_UP || step == NextStep.RENEW_TOKEN) {
        return reply; // a token issued a moment ago is not renewed
      }
      attempts = attempts.after(step);
    }
  }

  private Refusal refusal(URI endpoint, HttpReply reply) {
    List<Challenge> challenges = Challenges.parse(reply.all("WWW-Authenticate"));
    Clock clock =
        Challenges.say(challenges, "invalid_dpop_proof")
            ? Clock.by(signer.learnClock(Origin.of(endpoint), reply.all("Date")))
            : Clock.ALIKE;
    return new Refusal.ByResource(
        reply.status(), challenges, reply.all("DPoP-Nonce"), clock, Refusal.Body.REPEATABLE);
  }

  private HttpReply once(URI endpoint, AccessToken token, Optional<DpopKey> key, Attempts before) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json, application/jwt");
    headers.put("Authorization", token.scheme() + " " + token.value().reveal());
    if (token.bound()) {
      ProofRequest proof =
          new ProofRequest(config.registration(), "GET", endpoint, Optional.of(token.value()));
      headers.put("DPoP", signer.proof(key.orElseThrow(), proof).reveal());
    }
    long order = nonces.ticket();
    try {
      HttpCall call = new HttpCall("GET", endpoint, headers, "");
      HttpReply reply = calls.send(client.transport(), call, before);
      nonces.learn(config.registration(), Origin.of(endpoint), reply.all("DPoP-Nonce"), order);
      if (reply.status() >= 500 || reply.status() == 429) {
        throw ProviderRefusal.unavailable(
            "userinfo: status " + reply.status(), RetryAfter.of(reply));
      }
      return reply;
    } catch (TransportException e) {
      throw ProviderRefusal.unavailable("userinfo: no answer", e);
    }
  }

  private static ProviderRefusal invalid(String what) {
    return ProviderRefusal.of(ErrorCode.USERINFO_INVALID, "userinfo: " + what);
  }
}
