package dev.holdfast.servlet.relay;

import dev.holdfast.event.Listeners;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.token.TokenRequest;
import java.net.http.HttpClient;
import java.util.Optional;

/** Who is behind a request, as the filter has found out. */
public interface Caller {

  /** Scheme, host and port under which browsers know this application. */
  String ownOrigin();

  /** Whether anybody is logged in. */
  boolean isLoggedIn();

  /** Calls APIs as the user, with the token that is wanted. */
  HttpClient client(TokenRequest wanted);

  /** Where the user can prove more; empty if that has just been in vain. */
  Optional<String> stepUp(AuthenticationDemand demand);

  /** Whether the user's token is bound to a key, so that it never goes as Bearer. */
  boolean isTokenBound();

  /** Who hears what they are refused. */
  Listeners listeners();
}
