package dev.holdfast.examples;

import dev.holdfast.outbound.Authorization;
import dev.holdfast.servlet.OidcUser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. */
final class OkHttp implements OtherClient {
  private final OkHttpClient shared = new OkHttpClient();

  // docs: begin okhttp
  /** Signs as the user of a servlet request. */
  record AsUser(HttpServletRequest user) implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Request plain = chain.request();
      Authorization sent = OidcUser.authorize(user, plain.method(), plain.url().uri());
      Response answer = chain.proceed(with(plain, sent));
      boolean repeatable = plain.body() == null || !plain.body().isOneShot();
      Optional<Authorization> next = sent.nonceFrom(answer.code(), answer::headers);
      while (next.isPresent() && repeatable) {
        answer.close();
        answer = chain.proceed(with(plain, next.get()));
        next = next.get().nonceFrom(answer.code(), answer::headers);
      }
      return answer;
    }

    private static Request with(Request plain, Authorization authorization) {
      Request.Builder signed = plain.newBuilder();
      authorization.forEach(signed::header);
      return signed.build();
    }
  }

  static OkHttpClient client(OkHttpClient shared, HttpServletRequest user) {
    return shared
        .newBuilder()
        .addInterceptor(new AsUser(user))
        .followRedirects(false)
        .retryOnConnectionFailure(false)
        .build();
  }

  // docs: end okhttp

  @Override
  public String get(HttpServletRequest user, URI address) throws IOException {
    Request request = new Request.Builder().url(address.toURL()).build();
    try (Response answer = client(shared, user).newCall(request).execute()) {
      return answer.code() + " " + answer.body().string();
    }
  }
}
