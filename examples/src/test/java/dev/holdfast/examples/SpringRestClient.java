package dev.holdfast.examples;

import dev.holdfast.outbound.Authorization;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's RestClient. */
final class SpringRestClient implements OtherClient {

  // docs: begin spring
  /** Signs as the user of a servlet request. */
  record AsUser(HttpServletRequest user) implements ClientHttpRequestInterceptor {
    @Override
    public ClientHttpResponse intercept(
        HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
      Optional<Authorization> next =
          Optional.of(OidcUser.authorize(user, request.getMethod().name(), request.getURI()));
      while (true) {
        Authorization sent = next.get();
        sent.forEach(request.getHeaders()::set);
        ClientHttpResponse answer = execution.execute(request, body);
        next =
            sent.nonceFrom(
                answer.getStatusCode().value(),
                name -> answer.getHeaders().getOrDefault(name, List.of()));
        if (next.isEmpty()) {
          return answer;
        }
        answer.close();
      }
    }
  }

  static RestClient client(HttpServletRequest user) {
    HttpClient sender = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    return RestClient.builder()
        .requestFactory(new JdkClientHttpRequestFactory(sender))
        .requestInterceptor(new AsUser(user))
        .build();
  }

  // docs: end spring

  @Override
  public String get(HttpServletRequest user, URI address) {
    return client(user)
        .get()
        .uri(address)
        .exchange(
            (request, answer) ->
                answer.getStatusCode().value()
                    + " "
                    + new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8));
  }
}
