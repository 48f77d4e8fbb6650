package dev.holdfast.containers;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The ways to redirect that this round's Servlet API has: one in 6.0, four in 6.1. */
final class Redirects {
  private Redirects() {}

  static List<Method> variants() {
    return Arrays.stream(HttpServletResponse.class.getMethods())
        .filter(method -> method.getName().equals("sendRedirect"))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  /** Redirects to /public/server by one of them. */
  static void send(HttpServletResponse response, int variant) throws IOException {
    Method method = variants().get(variant);
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(Redirects::argument).toArray();
    try {
      method.invoke(response, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IOException(e);
    }
  }

  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "/public/server";
    }
    return type == int.class ? (Object) HttpServletResponse.SC_SEE_OTHER : (Object) true;
  }
}
