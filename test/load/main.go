// Command apiload puts load on a Kubernetes API server and tells what its clients saw. It prints one JSON object a
// line: {"kind":"ready"} once everything works, {"kind":"progress"} each second, {"kind":"report"} as the last one,
// upon SIGTERM, SIGINT or after --duration.
//
//	apiload traffic --server URL --ca FILE --cert FILE --key FILE   requests and watches
//	apiload leases  --server URL --ca FILE --cert FILE --key FILE   who leads, and how long nobody did
package main

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// settings are the flags that both modes know.
type settings struct {
	server, ca, cert, key string
	out                   string
	duration              time.Duration
}

func (s *settings) register(flags *flag.FlagSet) {
	flags.StringVar(&s.server, "server", "", "URL of the API server")
	flags.StringVar(&s.ca, "ca", "", "file with the CA of the server")
	flags.StringVar(&s.cert, "cert", "", "file with the client certificate")
	flags.StringVar(&s.key, "key", "", "file with its key")
	flags.StringVar(&s.out, "out", "", "file to print to instead of stdout")
	flags.DurationVar(&s.duration, "duration", 0, "end after this long; 0: upon a signal")
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "apiload:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("say what to do: traffic or leases")
	}
	mode, args := args[0], args[1:]
	flags := flag.NewFlagSet(mode, flag.ExitOnError)
	var common settings
	common.register(flags)
	var start func(access, *output, <-chan struct{}) error
	switch mode {
	case "traffic":
		start = registerTraffic(flags)
	case "leases":
		start = followLeases
	default:
		return fmt.Errorf("there is no %q: traffic or leases", mode)
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	server, err := openAccess(common.server, common.ca, common.cert, common.key)
	if err != nil {
		return err
	}
	out, err := openOutput(common.out)
	if err != nil {
		return err
	}
	return start(server, out, endOf(common.duration))
}

// endOf is closed upon a signal, or once the duration is over.
func endOf(duration time.Duration) <-chan struct{} {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	var over <-chan time.Time
	if duration > 0 {
		over = time.After(duration)
	}
	end := make(chan struct{})
	go func() {
		select {
		case <-signals:
		case <-over:
		}
		close(end)
	}()
	return end
}
