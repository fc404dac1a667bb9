"""One timer calls a function after a delay; another timer is cancelled before its function is called."""

import threading


def call(what):
    print(f"{what}, in {threading.current_thread().name}")


def main():
    tea = threading.Timer(0.1, call, args=("the tea is ready",))
    tea.name = "tea"
    alarm = threading.Timer(3600, call, args=("alarm",))
    tea.start()
    alarm.start()
    alarm.cancel()
    tea.join()
    alarm.join()
    print("no alarm")


if __name__ == "__main__":
    main()
