package io.esync.operators.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Our classes and tests once more, some of them mutated. */
final class MutantClasses extends URLClassLoader {
  private MutantClasses(URL... folders) {
    super(folders, MutantClasses.class.getClassLoader());
  }

  /**
   * With the sources of {@code mutant} as it has them.
   *
   * @param folder an empty one, for what is compiled
   */
  static MutantClasses of(Mutant mutant, Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Mutant.Edit edit : mutant.edits()) {
      Path source = folder.resolve("src").resolve(edit.file().getFileName());
      Files.createDirectories(source.getParent());
      Path original = sources.contains(source) ? source : edit.file();
      Files.writeString(source, edit.apply(Files.readString(original, UTF_8)), UTF_8);
      sources.remove(source);
      sources.add(source);
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    if (!sources.isEmpty()) {
      compile(sources, classes);
    }
    return new MutantClasses(
        classes.toUri().toURL(), locationOf(RowSchema.class), locationOf(MutantClasses.class));
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    String classPath =
        Path.of(locationOf(RowSchema.class).getPath())
            + System.getProperty("path.separator")
            + System.getProperty("java.class.path");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of("-proc:none", "-d", classes.toString(), "-classpath", classPath);
      boolean compiled =
          compiler
              .getTask(
                  errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new IllegalStateException("the mutant does not compile:\n" + errors);
      }
    }
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
