package io.esync.operators.flink;

import io.esync.operators.model.RowSchema;
import java.net.URL;
import java.net.URLClassLoader;

/** Our classes once more, as in another process that has seen no schema yet. */
final class ForkedClasses extends URLClassLoader {
  ForkedClasses() {
    super(
        new URL[] {locationOf(RowSchema.class), locationOf(ForkedClasses.class)},
        ForkedClasses.class.getClassLoader());
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("io.esync.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
