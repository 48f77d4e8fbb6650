package dev.holdfast.examples;

import dev.holdfast.outbound.Authorization;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.client.ClientProperties;

/** JAX-RS, with Jersey. */
final class JaxRs implements OtherClient {

  // docs: begin jaxrs
  /** Signs as the user of a servlet request. */
  record AsUser(HttpServletRequest user) implements ClientRequestFilter, ClientResponseFilter {
    private static final String AUTHORIZATION = AsUser.class.getName();

    @Override
    public void filter(ClientRequestContext request) {
      Authorization authorization =
          request.getProperty(AUTHORIZATION) instanceof Authorization next
              ? next
              : OidcUser.authorize(user, request.getMethod(), request.getUri());
      authorization.forEach((name, value) -> request.getHeaders().putSingle(name, value));
      request.setProperty(AUTHORIZATION, authorization);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext answer) {
      Authorization sent = (Authorization) request.getProperty(AUTHORIZATION);
      Optional<Authorization> next =
          sent.nonceFrom(
              answer.getStatus(), name -> answer.getHeaders().getOrDefault(name, List.of()));
      if (next.isPresent() && !request.hasEntity()) {
        Response second =
            request
                .getClient()
                .target(request.getUri())
                .request(request.getAcceptableMediaTypes().toArray(new MediaType[0]))
                .property(AUTHORIZATION, next.get())
                .method(request.getMethod());
        answer.setStatus(second.getStatus());
        answer.getHeaders().clear();
        answer.getHeaders().putAll(second.getStringHeaders());
        answer.setEntityStream(second.readEntity(InputStream.class));
      }
    }
  }

  static Client client(HttpServletRequest user) {
    return ClientBuilder.newBuilder()
        .property(ClientProperties.FOLLOW_REDIRECTS, false)
        .register(new AsUser(user))
        .build();
  }

  // docs: end jaxrs

  @Override
  public String get(HttpServletRequest user, URI address) {
    Client client = client(user);
    try (Response answer = client.target(address).request().get()) {
      return answer.getStatus() + " " + answer.readEntity(String.class);
    } finally {
      client.close();
    }
  }
}
