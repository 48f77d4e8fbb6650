package dev.holdfast.servlet;

import dev.holdfast.login.CallbackParameters;
import dev.holdfast.login.LoginCookie;
import java.time.Duration;
import java.util.List;

/**
 * The cookies of logins under way: one each, so that tabs do not disturb one another, and five at
 * most.
 */
final class LoginCookies {
  private static final int MOST = 5;

  /** For how long a callback that comes again is recognised: reload, back button, double click. */
  private static final Duration AFTERGLOW = Duration.ofSeconds(60);

  private final CookieNames names;

  LoginCookies(CookieNames names) {
    this.names = names;
  }

  /** Sets the cookie of a new login; the oldest give way. */
  void add(Visit visit, LoginCookie cookie) {
    List<String> under = visit.cookies().names().stream().filter(names::isLogin).toList();
    under.stream()
        .limit(Math.max(0, under.size() - MOST + 1))
        .forEach(oldest -> visit.answer().clear(oldest));
    visit.answer().set(names.login(cookie.name()), cookie.value().reveal(), cookie.life());
  }

  /** Lets the cookie of a finished login end soon. */
  void fade(Visit visit, CallbackParameters callback) {
    String name = nameFor(callback);
    visit.cookies().value(name).ifPresent(value -> visit.answer().set(name, value, AFTERGLOW));
  }

  /** Removes the cookie of a failed login. */
  void clear(Visit visit, CallbackParameters callback) {
    String name = nameFor(callback);
    visit.cookies().value(name).ifPresent(value -> visit.answer().clear(name));
  }

  private String nameFor(CallbackParameters callback) {
    return names.login(LoginCookie.nameFor(callback.state()));
  }
}
