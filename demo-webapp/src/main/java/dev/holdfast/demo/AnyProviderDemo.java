package dev.holdfast.demo;

import dev.holdfast.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application alone, with a provider and an API that its settings name. */
final class AnyProviderDemo implements Demo {
  private final Application application;
  private final List<String> greeting;

  private AnyProviderDemo(Application application, String issuer) {
    this.application = application;
    this.greeting =
        List.of(
            "Holdfast demo: open " + application.origin() + "/",
            "  provider " + issuer + "; Ctrl-C stops the application");
  }

  /**
   * Starts and answers when the application serves.
   *
   * @throws CannotStartException in words for the person who started it; nothing runs then
   */
  static AnyProviderDemo start(Path file, Listening where) throws CannotStartException {
    SettingsFile settings = SettingsFile.read(file);
    List<String> problems = new ArrayList<>(settings.problems());
    Application application = Application.listen(where);
    boolean serving = false;
    try {
      application.serve(settings.oidc(), settings.api().orElse(null));
      serving = problems.isEmpty();
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    } finally {
      if (!serving) {
        application.close();
      }
    }
    if (!serving) {
      throw CannotStartException.because(file.toString(), problems);
    }
    return new AnyProviderDemo(application, settings.oidc().getOrDefault("issuer", "unknown"));
  }

  @Override
  public List<String> greeting() {
    return greeting;
  }

  @Override
  public void close() {
    application.close();
  }
}
