package dev.holdfast.examples;

import dev.holdfast.outbound.Authorization;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Apache HttpClient 5. */
final class ApacheHttpClient implements OtherClient {

  // docs: begin apache
  /** Signs as the user of a servlet request. */
  record AsUser(HttpServletRequest user) implements ExecChainHandler {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest plain, ExecChain.Scope scope, ExecChain chain)
        throws IOException, HttpException {
      Authorization sent = OidcUser.authorize(user, plain.getMethod(), address(plain));
      ClassicHttpResponse answer = chain.proceed(with(plain, sent), scope);
      boolean repeatable = plain.getEntity() == null || plain.getEntity().isRepeatable();
      Optional<Authorization> next = nonceFrom(sent, answer);
      while (next.isPresent() && repeatable) {
        EntityUtils.consume(answer.getEntity());
        answer.close();
        answer = chain.proceed(with(plain, next.get()), scope);
        next = nonceFrom(next.get(), answer);
      }
      return answer;
    }

    private static ClassicHttpRequest with(ClassicHttpRequest plain, Authorization authorization) {
      ClassicRequestBuilder signed = ClassicRequestBuilder.copy(plain);
      authorization.forEach(signed::setHeader);
      return signed.build();
    }

    private static Optional<Authorization> nonceFrom(
        Authorization sent, ClassicHttpResponse answer) {
      return sent.nonceFrom(
          answer.getCode(),
          name -> Arrays.stream(answer.getHeaders(name)).map(Header::getValue).toList());
    }

    private static URI address(ClassicHttpRequest plain) throws ProtocolException {
      try {
        return plain.getUri();
      } catch (URISyntaxException e) {
        throw new ProtocolException(e.getMessage(), e);
      }
    }
  }

  static CloseableHttpClient client(HttpServletRequest user) {
    return HttpClients.custom()
        .addExecInterceptorFirst("as-user", new AsUser(user))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .build();
  }

  // docs: end apache

  @Override
  public String get(HttpServletRequest user, URI address) throws IOException {
    try (CloseableHttpClient client = client(user)) {
      return client.execute(
          new HttpGet(address),
          answer -> answer.getCode() + " " + EntityUtils.toString(answer.getEntity()));
    }
  }
}
