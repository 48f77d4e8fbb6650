package dev.holdfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A user's browser: cookies, fetch metadata and redirects one step at a time.
 *
 * <p>Unlike {@link java.net.CookieManager} it sends {@code Secure} cookies to a loopback address
 * over plain http, as browsers do. It acts on {@code SameSite} in {@link #submit} and {@link
 * #arrive} only. Thread-safe: parallel requests are parallel tabs.
 */
public final class Browser {

  private static final int MOST_REDIRECTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI home;
  private final CookieJar jar = new CookieJar();
  private final HttpClient http;

  private Browser(URI home, HttpClient.Version version) {
    this.home = home;
    this.http =
        HttpClient.newBuilder().version(version).followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** A new browser without cookies; paths are resolved against this address. */
  public static Browser at(URI home) {
    return new Browser(home, HttpClient.Version.HTTP_1_1);
  }

  /** The same over HTTP/2 wherever the server agrees, be it without TLS. */
  public static Browser overHttp2(URI home) {
    return new Browser(home, HttpClient.Version.HTTP_2);
  }

  /** Asks as a script of the page does; redirects are returned. */
  public Page get(String path) {
    return send(script(path).GET());
  }

  /** Sends a form as a script of the page does. */
  public Page post(String path, Map<String, String> form) {
    return send(
        script(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Reply.encode(form))));
  }

  /** Goes to a page as by a link; redirects are returned. */
  public Page navigate(String path) {
    return navigate(home.resolve(path));
  }

  /** Goes to a page as by a link; redirects are returned. */
  public Page navigate(URI uri) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            .GET());
  }

  /**
   * Goes to a page by a link of another site, or by a redirect behind one: without the cookies that
   * are kept for requests of one's own site's pages (RFC 6265bis §5.2, §8.8.2).
   */
  public Page arrive(URI uri) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            .GET(),
        jar::headerForLinkFromElsewhere);
  }

  /**
   * Takes the one step a redirect asks for.
   *
   * @throws AssertionError when the page is no redirect
   */
  public Page follow(Page redirect) {
    return navigate(
        redirect
            .location()
            .orElseThrow(() -> new AssertionError("no redirect but " + redirect.status())));
  }

  /**
   * Posts the form of a page, which is another site's: without the cookies that are kept for
   * requests of one's own site.
   */
  public Page submit(Page page) {
    HtmlForm form = HtmlForm.in(page);
    return send(
        HttpRequest.newBuilder(form.action())
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
            .header("Origin", "null")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Reply.encode(form.fields()))),
        jar::headerForPostFromElsewhere);
  }

  /**
   * Goes to a page and on until a page is no redirect.
   *
   * @throws AssertionError after ten redirects
   */
  public Page open(String path) {
    Page page = navigate(path);
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      if (page.location().isEmpty()) {
        return page;
      }
      page = follow(page);
    }
    throw new AssertionError("redirected in circles, last to " + page.location());
  }

  /** Any other request; the cookies are added to it. */
  public Page send(HttpRequest.Builder request) {
    return send(request, jar::headerFor);
  }

  private Page send(HttpRequest.Builder request, Function<URI, Optional<String>> cookiesFor) {
    URI uri = request.build().uri();
    cookiesFor.apply(uri).ifPresent(cookies -> request.setHeader("Cookie", cookies));
    try {
      return page(uri, answer(request.timeout(PATIENCE).build()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while browsing", interrupted);
    }
  }

  /**
   * Sends again what met a kept connection that its server was just closing, as browsers do: some
   * servers close without a word after an answer that came before the request's body did.
   */
  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException closed) {
      if (isWithoutAnswer(closed)) {
        return http.send(request, BodyHandlers.ofString());
      }
      throw closed;
    }
  }

  /** An answer that ends in the middle is another matter. */
  private static boolean isWithoutAnswer(IOException failure) {
    return String.valueOf(failure.getMessage()).endsWith("header parser received no bytes");
  }

  /** The cookies kept: value by name. */
  public Map<String, String> cookies() {
    return jar.values();
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(jar.values().get(name));
  }

  /** Plants a cookie for the home address. */
  public void plant(String name, String value) {
    jar.put(home.getHost(), name, value);
  }

  /** Forgets every cookie. */
  public void forgetCookies() {
    jar.clear();
  }

  /** The {@code Set-Cookie} values a browser would not have taken. */
  public List<String> refusedCookies() {
    return jar.refused();
  }

  private HttpRequest.Builder script(String path) {
    return HttpRequest.newBuilder(home.resolve(path))
        .header("Sec-Fetch-Mode", "cors")
        .header("Sec-Fetch-Dest", "empty")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Accept", "application/json, */*;q=0.1");
  }

  private Page page(URI uri, HttpResponse<String> answer) {
    List<String> setCookies = answer.headers().allValues("Set-Cookie");
    setCookies.forEach(cookie -> jar.take(uri, cookie));
    Optional<URI> location =
        Optional.of(answer.statusCode())
            .filter(status -> status / 100 == 3)
            .flatMap(status -> answer.headers().firstValue("Location"))
            .map(uri::resolve);
    return new Page(
        uri, answer.statusCode(), answer.headers(), setCookies, location, answer.body());
  }
}
