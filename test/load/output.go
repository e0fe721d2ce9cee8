package main

import (
	"encoding/json"
	"os"
	"sync"
	"time"
)

// output prints one JSON object a line.
type output struct {
	mutex sync.Mutex
	file  *os.File
}

func openOutput(path string) (*output, error) {
	if path == "" {
		return &output{file: os.Stdout}, nil
	}
	file, err := os.Create(path)
	return &output{file: file}, err
}

func (o *output) print(line any) error {
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	_, err = o.file.Write(append(text, '\n'))
	return err
}

func (o *output) ready() error {
	return o.print(map[string]string{"kind": "ready"})
}

func milliseconds(duration time.Duration) float64 {
	return float64(duration.Round(100*time.Microsecond)) / float64(time.Millisecond)
}

func timestamp(at time.Time) string {
	return at.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}
