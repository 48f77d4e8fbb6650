package dev.holdfast.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the provider can be set to while it runs. */
final class Knobs {

  volatile String user = "alice";
  volatile boolean signedIn = true;
  volatile String tlsOrigin = "";
  volatile String certificateThumbprint = "";
  volatile String registrationToken = "";
  volatile Duration authenticatedAgo = Duration.ZERO;
  volatile boolean dpopRequired = true;
  volatile boolean rotateRefreshTokens = true;
  volatile boolean forgiveLostAnswers;
  volatile boolean newKeysAtRefresh;
  volatile boolean oneSessionPerUser;
  volatile Duration accessTokenLife = Duration.ofMinutes(5);
  volatile int accessTokenBytes;
  volatile int refreshTokenBytes = 43;
  volatile int idTokenBytes;
  volatile String idTokenAlgorithm = "ES256";

  /** What clients have registered, by their names; the others get what the provider has set. */
  final Map<String, String> idTokenAlgorithms = new ConcurrentHashMap<>();

  /** The same for signed answers to authorization requests. */
  final Map<String, String> answerAlgorithms = new ConcurrentHashMap<>();

  Knobs() {}
}
