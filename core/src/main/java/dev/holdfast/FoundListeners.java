package dev.holdfast;

import dev.holdfast.event.OidcListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listeners on the class path: made once, however many clients share them. */
final class FoundListeners {
  private @Nullable Map<Class<?>, OidcListener> found;

  /**
   * Those that were handed in, and those found here of other classes.
   *
   * @param problem told of what cannot be had
   */
  List<OidcListener> with(List<OidcListener> handedIn, Consumer<String> problem) {
    List<OidcListener> all = new ArrayList<>(handedIn);
    find(problem)
        .forEach(
            (kind, listener) -> {
              if (handedIn.stream().noneMatch(kind::isInstance)) {
                all.add(listener);
              }
            });
    return all;
  }

  private Map<Class<?>, OidcListener> find(Consumer<String> problem) {
    Map<Class<?>, OidcListener> known = found;
    if (known == null) {
      known = new LinkedHashMap<>();
      try {
        for (OidcListener each : ServiceLoader.load(OidcListener.class)) {
          known.putIfAbsent(each.getClass(), each);
        }
        ClassLoader own = FoundListeners.class.getClassLoader();
        for (OidcListener each : ServiceLoader.load(OidcListener.class, own)) {
          known.putIfAbsent(each.getClass(), each);
        }
      } catch (ServiceConfigurationError e) {
        problem.accept("a listener on the class path cannot be had: " + e.getMessage());
      }
      found = known;
    }
    return known;
  }
}
