package org.example.esync.folder;

/** What an entity may say about its way into a {@code text-folder} target: nothing. */
public record FolderRoute() {}
