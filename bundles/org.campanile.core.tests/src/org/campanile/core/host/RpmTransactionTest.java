package org.campanile.core.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** The tables that yum 3 and dnf 4 print before they ask. */
class RpmTransactionTest {

    @Test
    void yumsTableWithANameThatIsTooLongForItsColumn() {
        RpmTransaction read = RpmTransaction.read("""
                Dependencies Resolved

                ================================================================================
                 Package             Arch       Version                    Repository      Size
                ================================================================================
                Installing:
                 openstack-dashboard noarch     2013.1.4-1.el6             grizzly        2.6 M
                Updating:
                 openssl             x86_64     1.0.1e-58.el6_10           updates        1.5 M
                Installing for dependencies:
                 Django14            noarch     1.4.20-1.el6               epel           3.9 M
                 python-django-openstack-auth-and-more
                                     noarch     1.1.3-1.el6                grizzly         41 k
                Updating for dependencies:
                 a-library-whose-name-is-longer-still
                                     x86_64     2.12-1.7                   updates         41 k

                Transaction Summary
                ================================================================================
                Install       3 Package(s)
                """);
        assertEquals(List.of("Django14", "python-django-openstack-auth-and-more"), read.along());
        assertEquals(List.of("openssl -> 1.0.1e-58.el6_10", "a-library-whose-name-is-longer-still -> 2.12-1.7"), read.upgraded());
    }

    @Test
    void dnfsTableAndNothingToDo() {
        RpmTransaction read = RpmTransaction.read("""
                Dependencies resolved.
                ==========================================
                 Package   Arch     Version   Repo    Size
                ==========================================
                Installing:
                 t-node    noarch   1.2-3     local  5.4 k
                Upgrading:
                 t-base    noarch   2.0-3     local  5.4 k
                Installing dependencies:
                 t-less    noarch   1.2-3     local  5.4 k
                Installing weak dependencies:
                 t-weak    noarch   1.2-3     local  5.4 k

                Transaction Summary
                """);
        assertEquals(List.of("t-less", "t-weak"), read.along());
        assertEquals(List.of("t-base -> 2.0-3"), read.upgraded());
        assertEquals(new RpmTransaction(List.of(), List.of()), RpmTransaction.read("Package t-node-1.2-3.noarch is already installed.\nNothing to do.\n"));
    }
}
