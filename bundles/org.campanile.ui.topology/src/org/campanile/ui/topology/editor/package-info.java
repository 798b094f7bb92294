/** The editor of an environment: its pages, its file on disk, its connection to the active lab. */
package org.campanile.ui.topology.editor;
