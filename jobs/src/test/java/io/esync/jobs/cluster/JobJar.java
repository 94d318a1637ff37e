package io.esync.jobs.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A jar that {@code flink run} takes, made of one class, as the job jar is not built yet when tests
 * run.
 */
final class JobJar {
  private JobJar() {}

  static Path of(Class<?> mainClass, Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass.getName());
    String entry = mainClass.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream bytes = mainClass.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      bytes.transferTo(jar);
    }
    return file;
  }

  /**
   * Options of {@code flink run} that add what the job jar would hold: this test's class path
   * without Flink's own jars.
   */
  static List<String> classPathWithout(FlinkDistribution flink) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(classPath.split(java.io.File.pathSeparator))
        .map(Path::of)
        .filter(Files::exists)
        .filter(entry -> !Files.exists(flink.lib().resolve(entry.getFileName())))
        .filter(entry -> !entry.endsWith("test-classes"))
        .filter(
            entry ->
                !entry.toString().matches(".*(flink-test-utils|flink-runtime|junit|surefire).*"))
        .flatMap(entry -> Stream.of("-C", entry.toUri().toString()))
        .toList();
  }
}
