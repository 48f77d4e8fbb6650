package dev.holdfast.servlet;

import dev.holdfast.event.Listeners;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.servlet.relay.Caller;
import dev.holdfast.token.TokenRequest;
import java.net.http.HttpClient;
import java.util.Optional;

/** The user of a request's session, as the relay sees them. */
record SessionCaller(RequestSession session, LoginDemands demands) implements Caller {

  @Override
  public String ownOrigin() {
    return session.ownOrigin();
  }

  @Override
  public boolean isLoggedIn() {
    return session.current().isPresent();
  }

  @Override
  public HttpClient client(TokenRequest wanted) {
    return session.httpClient(wanted);
  }

  @Override
  public Optional<String> stepUp(AuthenticationDemand demand) {
    return demands.addressFor(session, demand);
  }

  @Override
  public Listeners listeners() {
    return session.listeners();
  }

  @Override
  public boolean isTokenBound() {
    return session.current().map(open -> open.session().tokens().access().bound()).orElse(true);
  }
}
