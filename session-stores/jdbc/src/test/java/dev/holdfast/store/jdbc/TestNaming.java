package dev.holdfast.store.jdbc;

import java.util.Collection;
import java.util.Hashtable;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** The names a container would offer. */
public final class TestNaming implements InitialContextFactory {
  static final Collection<String> LOOKED_UP = new ConcurrentLinkedQueue<>();

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
    return new InitialContext(true) {
      @Override
      public Object lookup(String name) throws NamingException {
        LOOKED_UP.add(name);
        if (name.equals("java:comp/env/jdbc/sessions")) {
          return H2.fresh().source();
        }
        throw new NameNotFoundException(name);
      }
    };
  }
}
