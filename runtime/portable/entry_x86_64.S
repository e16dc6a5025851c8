// What of the stub (stub.c) C cannot say, for x86-64: where the kernel enters
// the program, and how the kernel is called.

        .section .text.rondo_portable_start, "ax", @progbits
        .globl  rondo_portable_start
        .hidden rondo_portable_start
        .type   rondo_portable_start, @function
// The loader must find stack and registers as the kernel left them here.
rondo_portable_start:
        .cfi_startproc
        .cfi_undefined rip
        endbr64
        xorl    %ebp, %ebp
        movq    %rsp, %rbx
        movq    %rsp, %rdi
        andq    $-16, %rsp
        call    rondo_portable_load
        movq    %rbx, %rsp
        xorl    %ebx, %ebx
        xorl    %edx, %edx
        jmpq    *%rax
        .cfi_endproc
        .size   rondo_portable_start, . - rondo_portable_start

        .section .text.rondo_portable_call, "ax", @progbits
        .globl  rondo_portable_call
        .hidden rondo_portable_call
        .type   rondo_portable_call, @function
// long rondo_portable_call(long number, long a, b, c, d, e, f)
rondo_portable_call:
        .cfi_startproc
        movq    %rdi, %rax
        movq    %rsi, %rdi
        movq    %rdx, %rsi
        movq    %rcx, %rdx
        movq    %r8, %r10
        movq    %r9, %r8
        movq    8(%rsp), %r9
        syscall
        ret
        .cfi_endproc
        .size   rondo_portable_call, . - rondo_portable_call

        .section .note.GNU-stack, "", @progbits
