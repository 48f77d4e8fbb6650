package dev.holdfast.servlet.relay;

import java.net.http.HttpClient;
import java.util.Optional;

/** Who is behind a request, as the filter has found out. */
public interface Caller {

  /** Scheme, host and port under which browsers know this application. */
  String ownOrigin();

  /** Calls APIs as the user; empty if nobody is logged in. */
  Optional<HttpClient> client();

  /** Whether the user's token is bound to a key, so that it never goes as Bearer. */
  boolean isTokenBound();
}
