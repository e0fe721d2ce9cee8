module steadyplane.dev/load

go 1.26
