package io.esync.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The jar of connectors/example-plugin, compiled as somebody else would: against the spi alone. */
public final class ExamplePlugin {
  private static final List<String> WARNINGS =
      List.of("-Xlint:all,-processing,-classfile", "-Werror");

  private ExamplePlugin() {}

  /** Compiles and packs it into {@code folder}. */
  public static Path jar(Path folder) throws IOException {
    Path sources = Installation.find().home().resolve("connectors/example-plugin/src/main");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(sources.resolve("java"), classes);
    Path jar = folder.resolve("esync-connector-text-folder-1.0.0.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      add(classes, out);
      add(sources.resolve("resources"), out);
    }
    return jar;
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        Stream.concat(
                Stream.of("--release", "17", "-d", classes.toString(), "-cp", classPath()),
                WARNINGS.stream())
            .toList();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(files(sources)))
              .call();
      assertThat(done).as(messages.toString()).isTrue();
    }
  }

  /** The spi with what it needs: no other connector, and nothing of jobs. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(
            entry ->
                entry.matches(
                    ".*[/-](spi|operators|flink-(core|streaming|annotations|core-api|runtime|metrics-core))([/-].*)?"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void add(Path folder, JarOutputStream out) throws IOException {
    for (Path file : files(folder)) {
      out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
      Files.copy(file, out);
    }
  }
}
