package dev.holdfast.servlet;

import dev.holdfast.servlet.relay.Caller;
import java.net.http.HttpClient;
import java.util.Optional;

/** The user of a request's session, as the relay sees them. */
record SessionCaller(RequestSession session) implements Caller {

  @Override
  public String ownOrigin() {
    return session.ownOrigin();
  }

  @Override
  public Optional<HttpClient> client() {
    return session.current().map(open -> session.httpClient());
  }

  @Override
  public boolean isTokenBound() {
    return session.current().map(open -> open.session().tokens().access().bound()).orElse(true);
  }
}
